using KnowledgeBase.Catalogue;
using KnowledgeBase.Ingestion;
using KnowledgeBase.Web.Api;
using KnowledgeBase.Web.Documents;
using KnowledgeBase.Web.Pages;
using KnowledgeBase.Web.Security;
using KnowledgeBase.Web.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace KnowledgeBase.Web.Routes;

/// <summary>Pages for those who bring documents in.</summary>
internal static class CuratorPages
{
    private const int MostShown = 100;

    // Without scripts a person waits here for the result of small uploads; larger ones are followed on the intake page.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static void MapCuratorPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription().RequireAuthorization(SiteSecurity.Writers);
        pages.MapGet("/upload", (Visit visit, DocumentCatalogue catalogue) => Upload(visit, catalogue, [], "", StatusCodes.Status200OK));
        pages.MapPost("/upload", Receive).AddEndpointFilter(FormTokens.Require).WithMetadata(new LargeUpload());
        pages.MapGet("/ingestion", Intake);
        pages.MapPost("/ingestion/retry", Retry).AddEndpointFilter(FormTokens.Require);
        pages.MapPost("/ingestion/cancel", Cancel).AddEndpointFilter(FormTokens.Require);
        pages.MapPost("/ingestion/pause", (IngestionService ingestion) => Turned(ingestion.Pause)).AddEndpointFilter(FormTokens.Require);
        pages.MapPost("/ingestion/resume", (IngestionService ingestion) => Turned(ingestion.Resume)).AddEndpointFilter(FormTokens.Require);
        pages.MapGet("/ingestion/metadata.csv", (DocumentCatalogue catalogue) => QueueApi.Table(catalogue));
    }

    private static IResult Intake(string? retried, int? from, Visit visit, DocumentCatalogue catalogue, IngestionService ingestion)
    {
        var begin = Math.Max(0, from ?? 0);
        var entries = catalogue.Unfinished(DocumentVisibility.Draft, skip: begin, take: MostShown + 1);
        return Render.Page<IntakePage>(new
        {
            Visit = visit,
            Progress = ingestion.Progress(),
            Entries = entries.Take(MostShown).ToList(),
            From = begin,
            PageLength = MostShown,
            More = entries.Count > MostShown,
            Retried = retried is not null,
        });
    }

    private static async Task<IResult> Receive(HttpContext http, Visit visit, DocumentCatalogue catalogue, UploadDesk desk)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var files = form.Files.Where(f => f.FileName.Length > 0).ToList();
        if (files.Count == 0) return Upload(visit, catalogue, [], visit[CuratorPhrases.NothingChosen], StatusCodes.Status400BadRequest);
        var metadata = Enum.TryParse<DocumentVisibility>(form["visibility"], ignoreCase: true, out var visibility) && Enum.IsDefined(visibility)
            ? new RecordChange { Visibility = visibility }
            : RecordChange.Nothing;
        var received = await desk.ReceiveAsync(form.Files, form["collection"].ToString(), metadata, JobPriority.Person, http.RequestAborted);
        return Upload(visit, catalogue, await desk.SettledAsync(received, Patience, http.RequestAborted), "", StatusCodes.Status200OK);
    }

    private static async Task<IResult> Retry(HttpContext http, IngestionService ingestion)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form.ContainsKey("all")) ingestion.RetryAll();
        foreach (var id in form["id"].OfType<string>().Where(DocumentId.IsWellFormed)) ingestion.Retry(id);
        return TypedResults.Redirect("/ingestion?retried=1");
    }

    private static async Task<IResult> Cancel(HttpContext http, IngestionService ingestion, Visit visit)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        foreach (var id in form["id"].OfType<string>().Where(DocumentId.IsWellFormed)) ingestion.Cancel(id, visit.KeyName!);
        return TypedResults.Redirect("/ingestion");
    }

    private static IResult Turned(Action change)
    {
        change();
        return TypedResults.Redirect("/ingestion");
    }

    private static IResult Upload(Visit visit, DocumentCatalogue catalogue, IReadOnlyList<UploadLine> lines, string problem, int status) =>
        Render.Page<UploadPage>(new { Visit = visit, Lines = lines, Collections = catalogue.CollectionNames(), Problem = problem }, status);
}
