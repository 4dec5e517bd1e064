using KnowledgeBase.Catalogue;
using KnowledgeBase.Web.Words;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KnowledgeBase.Web.Documents;

/// <summary>The one way to a document: with the visitor's own rights. A document that may not be seen does not exist.</summary>
public sealed class DocumentDoor(DocumentCatalogue catalogue, Visit visit)
{
    /// <summary>What this visitor may see.</summary>
    public DocumentVisibility Sees => (DocumentVisibility)visit.Reader.Sees;

    public DocumentRecord? Find(string id) => catalogue.Find(id, Sees);

    public Tombstone? FindTombstone(string id) => catalogue.FindTombstone(id, Sees);

    /// <summary>The answer to programs when <see cref="Find"/> gave nothing: 410 for what was withdrawn, else 404.</summary>
    public ProblemHttpResult Missing(string id) => FindTombstone(id) is { } tombstone
        ? TypedResults.Problem(string.Join(' ', Sentences(tombstone, Wording.For("en"))), statusCode: StatusCodes.Status410Gone, title: "Withdrawn")
        : TypedResults.Problem($"There is no document {(DocumentId.IsWellFormed(id) ? id : "of that id")} that you may see.", statusCode: StatusCodes.Status404NotFound, title: "Not found");

    /// <summary>What is said in the place of a withdrawn document.</summary>
    public static string[] Sentences(Tombstone tombstone, Wording wording)
    {
        var day = wording.Day(tombstone.Withdrawn);
        var what = tombstone.Title.Length > 0 ? wording[DocumentPhrases.Tombstone, tombstone.Title, day] : wording[DocumentPhrases.TombstoneErased, day];
        return tombstone.Why.Length > 0 ? [what, wording[DocumentPhrases.TombstoneWhy, tombstone.Why]] : [what];
    }
}
