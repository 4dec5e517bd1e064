using System.Text;
using KnowledgeBase.Catalogue;
using KnowledgeBase.Ingestion;
using KnowledgeBase.Search;
using KnowledgeBase.Web.Documents;
using KnowledgeBase.Web.Searching;
using KnowledgeBase.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace KnowledgeBase.Web.Api;

/// <summary>What lies behind a record: the original, its text, pictures of its pages, its citation.</summary>
internal static class FileApi
{
    public static void MapFileApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(SearchApi.Root + "/documents/{id}").WithTags("Files");
        api.MapMethods("/file", ["GET", "HEAD"], Original).WithName("file").WithSummary("The original as it was received")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream").ProducesProblem(404).ProducesProblem(410);
        api.MapGet("/text", Text).WithName("text").WithSummary("The text of a page, or of all pages with a form feed between them")
            .Produces<string>(StatusCodes.Status200OK, "text/plain").ProducesProblem(404).ProducesProblem(410);
        api.MapGet("/pages/{page:int}.jpg", Picture).WithName("picture").WithSummary("A page as a picture, with the words of q marked on it")
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg").ProducesProblem(404).ProducesProblem(410);
        api.MapGet("/pages/{page:int}.svg", Marks).WithName("marks").WithSummary("The words of q on the page, as a transparent drawing to lay over its picture")
            .Produces(StatusCodes.Status200OK, contentType: "image/svg+xml").ProducesProblem(404).ProducesProblem(410);
        api.MapGet("/citation", Cite).WithName("citation").WithSummary("The citation: bibtex, ris or csl")
            .Produces<string>(StatusCodes.Status200OK, "text/plain").ProducesProblem(400).ProducesProblem(404).ProducesProblem(410);
    }

    private static IResult Original(string id, HttpContext http, DocumentDoor door, DocumentContents contents)
    {
        if (door.Find(id) is not { } record) return door.Missing(id);
        if (contents.Original(record) is not { } path) return door.Missing(id);
        var file = record.Files[0];
        var shown = OriginalFile.Of(record, file);
        var response = http.Response;
        response.Headers.ContentSecurityPolicy = shown.Policy;
        KeepPrivately(http, record);
        var download = http.Request.Query.ContainsKey("download");
        var disposition = new ContentDispositionHeaderValue(shown.Inline && !download ? "inline" : "attachment");
        disposition.SetHttpFileName(shown.Name);
        response.Headers.ContentDisposition = disposition.ToString();
        return TypedResults.PhysicalFile(path, shown.Type, entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\""), enableRangeProcessing: true);
    }

    private static IResult Text(string id, int? page, HttpContext http, DocumentDoor door, DocumentContents contents)
    {
        if (door.Find(id) is not { } record) return door.Missing(id);
        using var pages = contents.Pages(record);
        KeepPrivately(http, record);
        SecurityHeaders.Confine(http.Response);
        if (page is null) return TypedResults.Text(string.Join('\f', pages.Select(p => p.Text)), "text/plain", Encoding.UTF8);
        return pages.IndexOf(page.Value) is { } found
            ? TypedResults.Text(pages[found].Text, "text/plain", Encoding.UTF8)
            : NoPage(page.Value, pages.Count);
    }

    private static async Task<IResult> Picture(string id, int page, string? q, HttpContext http, DocumentDoor door, PictureCache pictures, ISearchIndex index)
    {
        if (door.Find(id) is not { } record) return door.Missing(id);
        if (!InRange(page, record)) return NoPage(page, record.Pages.Pages);
        var marked = await MarkedAsync(record, page, q, pictures, index, http.RequestAborted);
        var picture = marked.Count > 0
            ? await pictures.MarkedPictureAsync(record, page, q!, marked, http.RequestAborted)
            : await pictures.PictureAsync(record, page, http.RequestAborted);
        if (picture is null)
            return TypedResults.Problem("This page cannot be shown as a picture.", statusCode: StatusCodes.Status404NotFound, title: "No picture");
        KeepPrivately(http, record);
        var tag = new EntityTagHeaderValue($"\"{record.Files[0].Sha256[..16]}-{page}-{PictureCache.Dpi}\"");
        return TypedResults.Bytes(picture, "image/jpeg", entityTag: marked.Count > 0 ? null : tag);
    }

    private static async Task<IReadOnlyList<PlacedWord>> MarkedAsync(
        DocumentRecord record, int page, string? q, PictureCache pictures, ISearchIndex index, CancellationToken cancellation) =>
        q is { Length: > 0 and <= SearchAddress.LongestQuery } && await pictures.PlanAsync(record, page, cancellation) is { } plan
            ? WordMarks.Of(plan, text => index.Mark(q, text, record.Language))
            : [];

    private static async Task<IResult> Marks(string id, int page, string? q, HttpContext http, DocumentDoor door, PictureCache pictures, ISearchIndex index)
    {
        if (door.Find(id) is not { } record) return door.Missing(id);
        if (!InRange(page, record) || await pictures.PlanAsync(record, page, http.RequestAborted) is not { } plan)
            return NoPage(page, record.Pages.Pages);
        var marked = await MarkedAsync(record, page, q, pictures, index, http.RequestAborted);
        KeepPrivately(http, record);
        SecurityHeaders.Confine(http.Response);
        return TypedResults.Text(WordMarks.Svg(plan, marked), "image/svg+xml", Encoding.UTF8);
    }

    private static IResult Cite(string id, string? format, HttpContext http, DocumentDoor door, Visit visit, SiteOptions options)
    {
        if (door.Find(id) is not { } record) return door.Missing(id);
        var citation = new Citation(record, options.Name, visit.Origin + DocumentAddress.Of(id));
        var (text, type, ending) = (format ?? "text") switch
        {
            "text" => (citation.Text(), "text/plain", "txt"),
            "bibtex" => (citation.BibTeX(), "application/x-bibtex", "bib"),
            "ris" => (citation.Ris(), "application/x-research-info-systems", "ris"),
            "csl" => (citation.Csl(), "application/vnd.citationstyles.csl+json", "json"),
            _ => ("", "", ""),
        };
        if (type.Length == 0)
            return TypedResults.Problem("format is one of: text, bibtex, ris, csl.", statusCode: StatusCodes.Status400BadRequest, title: "Unknown format");
        SecurityHeaders.Confine(http.Response);
        http.Response.Headers.ContentDisposition = $"{(ending == "txt" ? "inline" : "attachment")}; filename=\"{id}.{ending}\"";
        return TypedResults.Text(text, type, Encoding.UTF8);
    }

    private static bool InRange(int page, DocumentRecord record) => record.Files.Count > 0 && page >= 1 && page <= Math.Max(1, record.Pages.Pages);

    private static ProblemHttpResult NoPage(int page, int pages) =>
        TypedResults.Problem($"There is no page {page}; the document has {pages}.", statusCode: StatusCodes.Status404NotFound, title: "No such page");

    // Rights may change at any time, so every answer is asked for again; the entity tag keeps that cheap.
    private static void KeepPrivately(HttpContext http, DocumentRecord record) =>
        http.Response.Headers.CacheControl = record.Visibility == DocumentVisibility.Public ? "public, no-cache" : "private, no-cache";
}
