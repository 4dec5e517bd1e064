using KnowledgeBase.Catalogue.Storage;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeBase.Catalogue;

/// <summary>Looking up documents.</summary>
public sealed partial class DocumentCatalogue
{
    /// <summary>
    /// The document, or null when there is none that this reader may see. A reader without rights sees only what is
    /// searchable; one who sees drafts also sees what waits, failed or was refused. Withdrawn ones: <see cref="FindTombstone"/>.
    /// </summary>
    public DocumentRecord? Find(string id, DocumentVisibility sees) =>
        DocumentId.IsWellFormed(id) ? Read(c => Visible(c, sees).SingleOrDefault(d => d.Id == id) is { } d ? Compose(c, d) : null) : null;

    /// <summary>What is left of a withdrawn or erased document; null when there is none that this reader may know of.</summary>
    public Tombstone? FindTombstone(string id, DocumentVisibility sees) => !DocumentId.IsWellFormed(id) ? null : Read(c =>
    {
        if (c.Erasures.Find(id) is { } erased)
        {
            return new Tombstone(id, "", erased.Erased, "");
        }

        return c.Documents.SingleOrDefault(d => d.Id == id && d.State == DocumentState.Withdrawn && d.Visibility <= sees) is { } gone
            ? new Tombstone(id, gone.Title, gone.Withdrawn ?? gone.Changed, gone.WithdrawnWhy)
            : null;
    });

    /// <summary>The languages most documents of a collection are in, commonest first, at most <paramref name="most"/>.</summary>
    public IReadOnlyList<string> LanguagesOf(string collection, int most) => Read(c => c.Documents
        .Where(d => d.Collection == collection && d.Language != "und")
        .GroupBy(d => d.Language)
        .OrderByDescending(g => g.Count()).ThenBy(g => g.Key)
        .Select(g => g.Key).Take(most).ToList());

    /// <summary>The document whose original has this hash, in whatever state; null when the bytes are not held.</summary>
    public string? FindByHash(string sha256) => Read(c => c.Files.Where(f => f.Sha256 == sha256).Select(f => f.DocumentId).SingleOrDefault());

    /// <summary>Documents found inside this one: attachments, entries of an archive.</summary>
    public IReadOnlyList<ChildDocument> Children(string id, DocumentVisibility sees) => Read(c => (
        from s in c.Sources
        join f in c.Files on s.Sha256 equals f.Sha256
        join d in Visible(c, sees) on f.DocumentId equals d.Id
        where s.ParentId == id
        orderby s.Name
        select new ChildDocument(d.Id, d.Title, s.Name, d.State, d.Visibility)).ToList());

    /// <summary>The page account, in page order; empty before the document was read.</summary>
    public IReadOnlyList<PageRun> PageAccount(string id) => Read(c => c.PageRuns.Where(r => r.DocumentId == id).OrderBy(r => r.First)
        .Select(r => new PageRun(r.First, r.Last, r.Outcome, r.Language, r.Characters, r.Confidence, r.Reason)).ToList());

    /// <summary>Documents whose text is nearly this one's, the nearest first.</summary>
    public IReadOnlyList<NearDuplicate> NearDuplicates(string id, DocumentVisibility sees) => Read(c =>
    {
        if (c.Documents.Where(d => d.Id == id).Select(d => d.Fingerprint).SingleOrDefault() is not { } own)
        {
            return (IReadOnlyList<NearDuplicate>)[];
        }

        var candidates =
            from mine in c.Bands
            join theirs in c.Bands on new { mine.Band, mine.Bits } equals new { theirs.Band, theirs.Bits }
            join d in Visible(c, sees) on theirs.DocumentId equals d.Id
            where mine.DocumentId == id && d.Id != id
            select new { d.Id, d.Title, d.Fingerprint };
        return candidates.Distinct().AsEnumerable()
            .Select(d => new NearDuplicate(d.Id, d.Title, System.Numerics.BitOperations.PopCount(unchecked((ulong)(own ^ d.Fingerprint!.Value)))))
            .Where(d => d.DifferingBits <= Fingerprints.MostDifferingBits)
            .OrderBy(d => d.DifferingBits).ThenBy(d => d.Id, StringComparer.Ordinal).ToList();
    });

    /// <summary>Who vouches for each field; fields not named rest on the machine alone.</summary>
    public IReadOnlyDictionary<string, Authority> Authorities(string id) =>
        Read(c => c.Authorities.Where(a => a.DocumentId == id).ToDictionary(a => a.Field, a => a.Authority, StringComparer.Ordinal));

    /// <summary>All ids, oldest first, for walking the archive; withdrawn ones left out.</summary>
    public IReadOnlyList<string> AllIds() => Read(c =>
        c.Documents.Where(d => d.State != DocumentState.Withdrawn).OrderBy(d => d.Added).ThenBy(d => d.Id).Select(d => d.Id).ToList());

    /// <summary>The document as the search index should hold it; null when it does not belong there.</summary>
    public DocumentRecord? FindForIndex(string id) =>
        Read(c => c.Documents.SingleOrDefault(d => d.Id == id) is { BelongsInIndex: true } d ? Compose(c, d) : null);

    /// <summary>Each stored original with the document it belongs to.</summary>
    public IReadOnlyDictionary<string, string> Originals() =>
        Read(c => c.Files.ToDictionary(f => f.Sha256, f => f.DocumentId, StringComparer.Ordinal));

    private static IQueryable<Document> Visible(CatalogueContext context, DocumentVisibility sees) =>
        context.Documents.Where(d => d.Visibility <= sees
            && d.State != DocumentState.Withdrawn
            && (d.State == DocumentState.Indexed || sees == DocumentVisibility.Draft));

    private static DocumentRecord Compose(CatalogueContext c, Document d)
    {
        var files = c.Files.Where(f => f.DocumentId == d.Id).OrderBy(f => f.Added).ToList();
        var hashes = files.ConvertAll(f => f.Sha256);
        var sources = c.Sources.Where(s => hashes.Contains(s.Sha256)).OrderBy(s => s.Id).ToLookup(s => s.Sha256);
        var places =
            from dp in c.DocumentPlaces
            join p in c.Places on dp.Place equals p.Slug
            where dp.DocumentId == d.Id
            orderby dp.Position
            select new Place(p.Slug, p.Label, p.Country);
        return new DocumentRecord
        {
            Id = d.Id,
            Revision = d.Revision,
            State = d.State,
            Visibility = d.Visibility,
            Collection = d.Collection,
            Added = d.Added,
            Changed = d.Changed,
            ChangedBy = d.ChangedBy,
            Title = d.Title,
            Summary = d.Summary,
            RecordType = d.RecordType,
            Authors = d.Authors,
            Year = d.Year,
            Period = d.Period,
            LeadBody = d.LeadBody,
            Places = places.ToList(),
            Themes = c.DocumentThemes.Where(t => t.DocumentId == d.Id).OrderBy(t => t.Position).Select(t => t.Theme).ToList(),
            Concepts = c.DocumentConcepts.Where(t => t.DocumentId == d.Id).OrderBy(t => t.Position).Select(t => new TaggedConcept(t.Concept, t.Label)).ToList(),
            Language = d.Language,
            Languages = c.DocumentLanguages.Where(l => l.DocumentId == d.Id).OrderByDescending(l => l.Pages).ThenBy(l => l.Language).Select(l => l.Language).ToList(),
            Rights = d.Rights,
            Access = d.Access,
            Identifier = d.Identifier,
            SourceUrl = d.SourceUrl,
            Provenance = d.Provenance,
            Submitter = d.Submitter,
            Confirmed = c.Authorities.Where(a => a.DocumentId == d.Id && a.Authority == Authority.Person).Select(a => a.Field).ToHashSet(),
            Format = d.Format,
            HasPages = d.HasPages,
            Outcome = d.Outcome,
            Reason = d.Reason,
            Notes = d.Notes,
            MissingPart = d.MissingPart,
            Tool = d.Tool,
            Pages = new PageTotals(d.Pages, d.PagesText, d.PagesOcr, d.PagesEmpty, d.PagesFailed, d.OcrConfidence, d.Characters),
            Files = files.ConvertAll(f => new DocumentFile(f.Sha256, f.Role, f.Size, f.MediaType, f.Format,
                [.. sources[f.Sha256].Select(s => new FileSource(s.Name, s.Collection, s.ParentId, s.Received, s.ReceivedBy))])),
            ParentId = d.ParentId,
            PathInParent = d.PathInParent,
        };
    }
}
