using KnowledgeBase.Catalogue;
using KnowledgeBase.Ingestion;
using KnowledgeBase.Search;
using KnowledgeBase.Web.Documents;
using KnowledgeBase.Web.Pages;
using KnowledgeBase.Web.Searching;
using KnowledgeBase.Web.Security;
using KnowledgeBase.Web.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace KnowledgeBase.Web.Routes;

/// <summary>A document's page, and changing it.</summary>
internal static class DocumentPages
{
    private const int MostSimilar = 5;

    public static void MapDocumentPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/documents/{id}").ExcludeFromDescription();
        pages.MapGet("", Show);
        var writing = pages.MapGroup("").RequireAuthorization(SiteSecurity.Writers);
        writing.MapGet("/edit", (string id, Visit visit, DocumentDoor door) =>
            door.Find(id) is { } record ? Edit(visit, record, RecordForm.Of(record), "") : Missing(id, visit, door));
        writing.MapPost("/edit", Save).AddEndpointFilter(FormTokens.Require);
        writing.MapPost("/withdraw", Withdraw).AddEndpointFilter(FormTokens.Require);
    }

    private static IResult Show(
        string id, string? q, int? at, string? saved, Visit visit, DocumentDoor door, DocumentCatalogue catalogue, DocumentContents contents, ISearchIndex index,
        CancellationToken cancellation)
    {
        if (door.Find(id) is not { } record) return Missing(id, visit, door);
        var query = (q ?? "").Trim();
        if (query.Length > SearchAddress.LongestQuery) query = query[..SearchAddress.LongestQuery];
        using var pages = contents.Pages(record);
        return Render.Page<DocumentPage>(new
        {
            Visit = visit,
            Record = record,
            View = DocumentView.Compose(id, query, at, pages, pages.Numbers, (text, language) => index.Mark(query, text, language)),
            Runs = catalogue.PageAccount(id),
            Similar = index.Similar(id, visit.Reader, MostSimilar, cancellation),
            Children = catalogue.Children(id, door.Sees),
            Copies = catalogue.NearDuplicates(id, door.Sees),
            Parent = record.ParentId is { } parent ? door.Find(parent) : null,
            Pictures = contents.HasPictures(record),
            Saved = saved is not null && visit.MayWrite,
        });
    }

    private static async Task<IResult> Save(string id, HttpContext http, Visit visit, DocumentDoor door, RecordDesk desk)
    {
        if (door.Find(id) is not { } record) return Missing(id, visit, door);
        var form = RecordForm.From(await http.Request.ReadFormAsync(http.RequestAborted));
        if (!form.HasSoundYear) return Edit(visit, record, form, visit[DocumentPhrases.YearProblem]);
        try
        {
            await desk.ChangeAsync(id, form.ChangeTo(record), form.Revision, http.RequestAborted);
            return TypedResults.Redirect(DocumentAddress.Of(id) + "?saved=1");
        }
        catch (CatalogueException fault) when (fault.Fault is CatalogueFault.Invalid or CatalogueFault.Conflict)
        {
            return Edit(visit, record, fault.Fault is CatalogueFault.Conflict ? form with { Revision = record.Revision } : form, visit.Reason(fault.Message));
        }
    }

    private static async Task<IResult> Withdraw(string id, HttpContext http, Visit visit, DocumentDoor door, RecordDesk desk)
    {
        if (door.Find(id) is null) return Missing(id, visit, door);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        await desk.WithdrawAsync(id, form["why"].ToString(), http.RequestAborted);
        return TypedResults.Redirect(DocumentAddress.Of(id));
    }

    private static IResult Edit(Visit visit, DocumentRecord record, RecordForm form, string problem) =>
        Render.Page<EditPage>(new { Visit = visit, Record = record, Form = form, Problem = problem },
            problem.Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    private static IResult Missing(string id, Visit visit, DocumentDoor door) => door.FindTombstone(id) is { } tombstone
        ? Render.Message(visit, StatusCodes.Status410Gone, visit[Phrases.Gone], DocumentDoor.Sentences(tombstone, visit.Wording))
        : Render.Message(visit, StatusCodes.Status404NotFound, visit[Phrases.NotFound], visit[Phrases.NotFoundText]);
}
