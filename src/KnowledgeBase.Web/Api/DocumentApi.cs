using System.ComponentModel;
using System.Text;
using KnowledgeBase.Catalogue;
using KnowledgeBase.Ingestion.Describing;
using KnowledgeBase.Search;
using KnowledgeBase.Web.Documents;
using KnowledgeBase.Web.Security;
using KnowledgeBase.Web.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace KnowledgeBase.Web.Api;

/// <summary>Records: adding, reading, changing, withdrawing.</summary>
internal static class DocumentApi
{
    private const string Sentences = "Language of reasons and notes, of those of the site; English unless told.";

    private const int MostSimilar = 10;
    private const int LongestPatch = 256 * 1024;

    public static void MapDocumentApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(SearchApi.Root + "/documents").WithTags("Documents");
        api.MapGet("/{id}", Find).WithName("document").WithSummary("A document's record").ProducesProblem(404).ProducesProblem(410);
        api.MapGet("/{id}/similar", Similar).WithName("similar").WithSummary("Documents that share its most telling words").ProducesProblem(404).ProducesProblem(410);

        var writing = api.MapGroup("").RequireAuthorization(SiteSecurity.Writers).AddEndpointFilter(FormTokens.Require).ProducesProblem(400).ProducesProblem(401);
        writing.MapPost("", Upload).WithName("upload").WithSummary("Add files").DisableAntiforgery()
            .WithMetadata(new LargeUpload()).ProducesProblem(413);
        writing.MapPatch("/{id}", Change).WithName("change").WithSummary("Change a record").Accepts<RecordPatch>("application/json", "application/merge-patch+json")
            .Produces<RecordAnswer>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(410);
        writing.MapDelete("/{id}", Withdraw).WithName("withdraw").WithSummary("Withdraw a document; its address answers 410 from then on")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(404).ProducesProblem(410);
    }

    private static Results<Ok<RecordAnswer>, ProblemHttpResult> Find(string id, [Description(Sentences)] string? lang, DocumentDoor door, DocumentCatalogue catalogue) =>
        door.Find(id) is { } record ? TypedResults.Ok(RecordAnswer.Of(record, catalogue.PageAccount(id), Wording.For(lang ?? ""))) : door.Missing(id);

    private static Results<Ok<HitsAnswer>, ProblemHttpResult> Similar(string id, DocumentDoor door, Visit visit, ISearchIndex index, CancellationToken cancellation) =>
        door.Find(id) is null
            ? door.Missing(id)
            : TypedResults.Ok(new HitsAnswer([.. index.Similar(id, visit.Reader, MostSimilar, cancellation).Select(SearchApi.Hit)]));

    private static async Task<Results<Accepted<UploadAnswer>, ProblemHttpResult>> Upload(
        [FromForm] IFormFileCollection file, [FromForm] string? metadata, [FromForm] string? collection, [FromForm] string? priority,
        [FromQuery, Description(Sentences)] string? lang, UploadDesk desk, CancellationToken cancellation)
    {
        var given = string.IsNullOrWhiteSpace(metadata) ? Metadata.None : Sidecar.Read(metadata);
        if (given.Problems.Count > 0)
            return Problem(StatusCodes.Status400BadRequest, "Metadata", string.Join(' ', given.Problems));
        if (file.Count == 0)
            return Problem(StatusCodes.Status400BadRequest, "No file", "No file came with this request. Send each as a part named “file”.");
        var lines = await desk.ReceiveAsync(
            file, collection ?? "", given.Change, priority == "bulk" ? JobPriority.Bulk : JobPriority.Person, cancellation);
        return TypedResults.Accepted((string?)null, new UploadAnswer([.. lines.Select(l => new UploadedAnswer(
            l.Id, l.Path, l.Status, l.Id is null ? null : $"{SearchApi.Root}/documents/{l.Id}", ReasonWording.Of(l.Reason, Wording.For(lang ?? ""))))]));
    }

    private static async Task<IResult> Change(string id, HttpContext http, DocumentDoor door, RecordDesk desk, DocumentCatalogue catalogue)
    {
        if (door.Find(id) is null) return door.Missing(id);
        if (!http.Request.HasJsonContentType() && http.Request.ContentType?.StartsWith("application/merge-patch+json", StringComparison.OrdinalIgnoreCase) != true)
            return Problem(StatusCodes.Status415UnsupportedMediaType, "Not JSON", "Send the fields to change as application/json.");
        if (http.Request.ContentLength > LongestPatch)
            return Problem(StatusCodes.Status413PayloadTooLarge, "Too long", "The change is longer than any record.");
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var metadata = Sidecar.Read(await reader.ReadToEndAsync(http.RequestAborted));
        if (metadata.Problems.Count > 0)
            return Problem(StatusCodes.Status400BadRequest, "Value not possible", string.Join(' ', metadata.Problems));
        try
        {
            var record = await desk.ChangeAsync(id, metadata.Change, null, http.RequestAborted);
            return TypedResults.Ok(RecordAnswer.Of(record, catalogue.PageAccount(id), Wording.For("en")));
        }
        catch (CatalogueException fault)
        {
            return Refusal(fault);
        }
    }

    private static async Task<IResult> Withdraw(string id, string? why, HttpContext http, DocumentDoor door, RecordDesk desk)
    {
        if (door.Find(id) is null) return door.Missing(id);
        await desk.WithdrawAsync(id, why ?? "", http.RequestAborted);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult Refusal(CatalogueException fault) => fault.Fault switch
    {
        CatalogueFault.NotFound => Problem(StatusCodes.Status404NotFound, "Not found", fault.Message),
        CatalogueFault.Withdrawn => Problem(StatusCodes.Status410Gone, "Withdrawn", fault.Message),
        CatalogueFault.Conflict => Problem(StatusCodes.Status409Conflict, "Changed meanwhile", fault.Message),
        _ => Problem(StatusCodes.Status400BadRequest, "Value not possible", fault.Message),
    };

    private static ProblemHttpResult Problem(int status, string title, string detail) =>
        TypedResults.Problem(detail, statusCode: status, title: title);
}
