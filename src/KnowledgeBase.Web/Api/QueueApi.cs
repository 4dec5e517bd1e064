using System.Text;
using KnowledgeBase.Catalogue;
using KnowledgeBase.Ingestion;
using KnowledgeBase.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace KnowledgeBase.Web.Api;

/// <summary>The intake for the command line: what is not done and why, holding it and letting it go, and the table of records.</summary>
internal static class QueueApi
{
    private const int MostShown = 1000;

    public static void MapQueueApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/queue", Queue);
        api.MapPost("/queue/pause", (IngestionService ingestion) => Held(ingestion, ingestion.Pause));
        api.MapPost("/queue/resume", (IngestionService ingestion) => Held(ingestion, ingestion.Resume));
        api.MapPost("/queue/cancel", (AdministrationApi.IdsQuestion question, IngestionService ingestion) => Each(question.Ids, id => ingestion.Cancel(id, "the command line")));
        api.MapPost("/queue/retry", (AdministrationApi.IdsQuestion question, IngestionService ingestion) =>
            question.Ids.Count > 0 ? Each(question.Ids, ingestion.Retry) : TypedResults.Ok(new AdministrationApi.CountAnswer(ingestion.RetryAll())));
        api.MapGet("/metadata", (DocumentCatalogue catalogue) => Table(catalogue));
        api.MapPost("/metadata", ImportAsync).WithMetadata(new LargeUpload());
    }

    /// <summary>The records as a table, for a spreadsheet.</summary>
    public static IResult Table(DocumentCatalogue catalogue) => TypedResults.Stream(
        async stream =>
        {
            await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
            foreach (var row in MetadataTable.Rows(catalogue))
            {
                await writer.WriteAsync(row);
            }
        },
        "text/csv; charset=utf-8", "metadata.csv");

    private static QueueAnswer Queue(IngestionService ingestion, DocumentCatalogue catalogue, int? skip, int? take)
    {
        var progress = ingestion.Progress();
        return new QueueAnswer(
            progress.Queue.ToRead, progress.Queue.Reading, progress.Queue.ToIndex, progress.Queue.Failed, progress.Queue.Parked,
            progress.Done, Math.Round(progress.PerSecond, 2), progress.TimeLeft?.TotalSeconds, progress.Paused, progress.Trouble,
            [.. catalogue.Unfinished(DocumentVisibility.Draft, skip: Math.Max(0, skip ?? 0), take: Math.Clamp(take ?? 100, 1, MostShown)).Select(e => new EntryAnswer(
                e.DocumentId, e.FileName, DocumentStatus.Of(e.State), e.Job?.ToString().ToLowerInvariant() ?? "", e.Attempts, e.Job is JobState.Failed ? e.NextTry : null, e.Reason))]);
    }

    private static Ok<HeldAnswer> Held(IngestionService ingestion, Action change)
    {
        change();
        return TypedResults.Ok(new HeldAnswer(ingestion.Progress().Paused));
    }

    private static Ok<AdministrationApi.CountAnswer> Each(IReadOnlyList<string> ids, Action<string> change)
    {
        foreach (var id in ids) change(id);
        return TypedResults.Ok(new AdministrationApi.CountAnswer(ids.Count));
    }

    private static async Task<ImportAnswer> ImportAsync(HttpContext http, IngestionService ingestion, DocumentCatalogue catalogue)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var table = await reader.ReadToEndAsync(http.RequestAborted);
        var (changed, problems) = MetadataTable.Import(catalogue, new StringReader(table), "the command line");
        ingestion.Wake();
        return new ImportAnswer(changed, problems);
    }

    private sealed record QueueAnswer(
        long ToRead, long Reading, long ToIndex, long Failed, long Parked, long Done, double PerSecond, double? SecondsLeft, bool Paused, string Trouble,
        IReadOnlyList<EntryAnswer> Entries);

    private sealed record EntryAnswer(string Id, string File, string Status, string Job, int Attempts, DateTimeOffset? NextTry, string Reason);

    private sealed record HeldAnswer(bool Paused);

    private sealed record ImportAnswer(int Changed, IReadOnlyList<string> Problems);
}
