using KnowledgeBase.Catalogue.Storage;
using Microsoft.EntityFrameworkCore;

namespace KnowledgeBase.Catalogue;

/// <summary>What documents are about.</summary>
public sealed partial class DocumentCatalogue
{
    private const string Tagger = "tagging";

    /// <summary>
    /// Sets what a document is about, and queues it for the index where that changed anything. Themes and places that a
    /// person or supplied metadata vouches for stay as they are.
    /// </summary>
    /// <returns>True when anything changed.</returns>
    public bool Tag(string id, Tagging tagging)
    {
        ArgumentNullException.ThrowIfNull(tagging);
        var proposed = RecordRules.Check(Proposed(tagging));
        return Write(c =>
        {
            if (c.Documents.Find(id) is not { BelongsInIndex: true } document)
            {
                return false;
            }

            var before = Compose(c, document);
            var now = Now;
            Apply(c, document, proposed, Authority.Machine, Tagger, now);
            SetConcepts(c, id, tagging.Concepts);
            c.SaveChanges();
            var after = Compose(c, document);
            if (before.Themes.SequenceEqual(after.Themes) && before.Places.SequenceEqual(after.Places) && before.Concepts.SequenceEqual(after.Concepts))
            {
                return false;
            }

            document.Touch(Tagger, now);
            Queue(c, id, JobStage.Index, JobPriority.Background, now);
            return true;
        });
    }

    private static RecordChange Proposed(Tagging tagging) => new() { Themes = tagging.Themes.ToArray(), Places = tagging.Places.ToArray() };

    private static void SetConcepts(CatalogueContext c, string id, IReadOnlyList<TaggedConcept> concepts)
    {
        c.DocumentConcepts.Where(t => t.DocumentId == id).ExecuteDelete();
        c.DocumentConcepts.AddRange(concepts.DistinctBy(t => t.Id)
            .Select((t, i) => new DocumentConceptRow { DocumentId = id, Concept = t.Id, Label = t.Label, Position = i }));
    }
}
