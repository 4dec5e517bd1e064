using KnowledgeBase.Catalogue.Storage;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeBase.Catalogue;

/// <summary>Changing records. Every change makes a revision and, in the same transaction, a job for the index.</summary>
public sealed partial class DocumentCatalogue
{
    /// <summary>Sets fields in a person's name and marks them confirmed: no machine and no sidecar overwrites them later.</summary>
    /// <param name="id">The document.</param>
    /// <param name="change">What to set.</param>
    /// <param name="by">The person, or the name of the key.</param>
    /// <param name="expectedRevision">The revision the person was looking at; null: whatever it is now.</param>
    /// <returns>The record as it stands now.</returns>
    /// <exception cref="CatalogueException">Not found, withdrawn, changed meanwhile, or an impossible value.</exception>
    public DocumentRecord Edit(string id, RecordChange change, string by, long? expectedRevision = null) =>
        Change(id, change, Authority.Person, by, expectedRevision);

    /// <summary>Sets fields from metadata that came with the file; fields that a person confirmed stay.</summary>
    /// <exception cref="CatalogueException">Not found, withdrawn, or an impossible value.</exception>
    public DocumentRecord Supply(string id, RecordChange change, string by) => Change(id, change, Authority.Supplied, by, null);

    /// <summary>Gives a person's or a sidecar's hold on a field up; the next reading may propose a value again.</summary>
    public void Unconfirm(string id, string field) => Write(c => c.Authorities.Where(a => a.DocumentId == id && a.Field == field).ExecuteDelete());

    /// <summary>Takes a document, and what was found only inside it, out of the archive; the addresses keep a tombstone.</summary>
    /// <exception cref="CatalogueException">Not found or already withdrawn.</exception>
    public void Withdraw(string id, string by, string why = "") => Write(c =>
    {
        var now = Now;
        foreach (var document in WithChildrenOfItsOwn(c, id).Where(d => d.Id == id || d.State != DocumentState.Withdrawn))
        {
            document.Withdraw(Clean.Line(why, RecordRules.LineLength, ""), now);
            document.Touch(by, now);
            if (c.Jobs.Find(document.Id, JobStage.Read) is { } job)
            {
                c.Jobs.Remove(job);
            }

            Queue(c, document.Id, JobStage.Index, JobPriority.Person, now);
        }
    });

    /// <summary>Undoes a withdrawal of this one document.</summary>
    /// <exception cref="CatalogueException">Not found or not withdrawn.</exception>
    public void Reinstate(string id, string by) => Write(c =>
    {
        var document = Need(c, id);
        var now = Now;
        document.Reinstate();
        document.Touch(by, now);
        Queue(c, id, document.IsRead ? JobStage.Index : JobStage.Read, JobPriority.Person, now);
    });

    private DocumentRecord Change(string id, RecordChange change, Authority authority, string by, long? expectedRevision)
    {
        var clean = RecordRules.Check(change);
        return Write(c =>
        {
            var document = Need(c, id);
            if (expectedRevision is { } seen && seen != document.Revision)
            {
                throw new CatalogueException(
                    CatalogueFault.Conflict,
                    $"The document was changed by {document.ChangedBy} meanwhile: look at it again before changing it.");
            }

            if (document.State is DocumentState.Withdrawn)
            {
                throw new CatalogueException(CatalogueFault.Withdrawn, "The document was withdrawn from the archive.");
            }

            var now = Now;
            if (Apply(c, document, clean, authority, by, now))
            {
                document.Touch(by, now);
                Queue(c, id, JobStage.Index, JobPriority.Person, now);
            }

            c.SaveChanges();
            return Compose(c, document);
        });
    }

    /// <summary>Sets those fields of a checked change for which nobody of higher authority vouches.</summary>
    /// <returns>True when any field was set.</returns>
    private static bool Apply(CatalogueContext c, Document document, RecordChange change, Authority authority, string by, DateTimeOffset now)
    {
        var held = c.Authorities.Where(a => a.DocumentId == document.Id).ToDictionary(a => a.Field, StringComparer.Ordinal);
        var set = new List<string>();
        Field<T> May<T>(Field<T> field, string name)
        {
            if (!field.IsSet || (held.TryGetValue(name, out var holder) && holder.Authority > authority))
            {
                return default;
            }

            set.Add(name);
            return field;
        }

        var allowed = new RecordChange
        {
            Title = May(change.Title, RecordFields.Title),
            Summary = May(change.Summary, RecordFields.Summary),
            RecordType = May(change.RecordType, RecordFields.RecordType),
            Authors = May(change.Authors, RecordFields.Authors),
            Year = May(change.Year, RecordFields.Year),
            Period = May(change.Period, RecordFields.Period),
            LeadBody = May(change.LeadBody, RecordFields.LeadBody),
            Places = May(change.Places, RecordFields.Places),
            Themes = May(change.Themes, RecordFields.Themes),
            Language = May(change.Language, RecordFields.Language),
            Rights = May(change.Rights, RecordFields.Rights),
            Access = May(change.Access, RecordFields.Access),
            Identifier = May(change.Identifier, RecordFields.Identifier),
            SourceUrl = May(change.SourceUrl, RecordFields.SourceUrl),
            Provenance = May(change.Provenance, RecordFields.Provenance),
            Submitter = May(change.Submitter, RecordFields.Submitter),
            Collection = May(change.Collection, RecordFields.Collection),
            Visibility = May(change.Visibility, RecordFields.Visibility),
        };
        if (set.Count == 0)
        {
            return false;
        }

        if (allowed.Collection.IsSet)
        {
            NeedCollection(c, allowed.Collection.Value, now);
        }

        document.Describe(allowed);
        SetPlaces(c, document.Id, allowed.Places);
        SetThemes(c, document.Id, allowed.Themes);
        GuardChildren(c, document, allowed.Visibility, by, now);
        foreach (var field in authority is Authority.Machine ? [] : set)
        {
            if (held.TryGetValue(field, out var row))
            {
                (row.Authority, row.SetBy, row.SetAt) = (authority, by, now);
            }
            else
            {
                c.Authorities.Add(new AuthorityRow { DocumentId = document.Id, Field = field, Authority = authority, SetBy = by, SetAt = now });
            }
        }

        return true;
    }

    private static void SetPlaces(CatalogueContext c, string id, Field<Place[]> places)
    {
        if (!places.IsSet)
        {
            return;
        }

        c.DocumentPlaces.Where(p => p.DocumentId == id).ExecuteDelete();
        foreach (var (position, place) in places.Value.Index())
        {
            if (c.Places.Find(place.Slug) is null)
            {
                c.Places.Add(new PlaceRow { Slug = place.Slug, Label = place.Label, Country = place.Country });
            }

            c.DocumentPlaces.Add(new DocumentPlaceRow { DocumentId = id, Place = place.Slug, Position = position });
        }
    }

    private static void SetThemes(CatalogueContext c, string id, Field<string[]> themes)
    {
        if (!themes.IsSet)
        {
            return;
        }

        c.DocumentThemes.Where(t => t.DocumentId == id).ExecuteDelete();
        c.DocumentThemes.AddRange(themes.Value.Select((t, i) => new DocumentThemeRow { DocumentId = id, Theme = t, Position = i }));
    }

    /// <summary>What was found inside a document becomes as guarded as the document, unless a person decided otherwise for it.</summary>
    private static void GuardChildren(CatalogueContext c, Document parent, Field<DocumentVisibility> visibility, string by, DateTimeOffset now)
    {
        if (!visibility.IsSet)
        {
            return;
        }

        var children = c.Documents.Where(d => d.ParentId == parent.Id && d.State != DocumentState.Withdrawn && d.Visibility < visibility.Value
            && !c.Authorities.Any(a => a.DocumentId == d.Id && a.Field == RecordFields.Visibility && a.Authority == Authority.Person)).ToList();
        foreach (var child in children)
        {
            child.Describe(new RecordChange { Visibility = visibility });
            child.Touch(by, now);
            Queue(c, child.Id, JobStage.Index, JobPriority.Person, now);
            GuardChildren(c, child, visibility, by, now);
        }
    }

    /// <summary>The document and, recursively, the documents that came from inside it and from nowhere else.</summary>
    private static List<Document> WithChildrenOfItsOwn(CatalogueContext c, string id)
    {
        var family = new List<Document> { Need(c, id) };
        for (var i = 0; i < family.Count; i++)
        {
            var parent = family[i].Id;
            var ids = family.ConvertAll(d => d.Id);
            var children = (
                from s in c.Sources
                join f in c.Files on s.Sha256 equals f.Sha256
                where s.ParentId == parent
                select f.DocumentId).Distinct().ToList();
            foreach (var child in children.Where(k => !ids.Contains(k)))
            {
                var elsewhere = c.Sources.Any(s => (s.ParentId == null || !ids.Contains(s.ParentId))
                    && c.Files.Any(f => f.Sha256 == s.Sha256 && f.DocumentId == child));
                if (!elsewhere)
                {
                    family.Add(Need(c, child));
                }
            }
        }

        return family;
    }
}
