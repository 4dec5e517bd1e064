using KnowledgeBase.Catalogue;
using KnowledgeBase.Ingestion;
using KnowledgeBase.Search;
using KnowledgeBase.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace KnowledgeBase.Web.Api;

/// <summary>
/// The keeping of the archive, for the commands of whoever owns the data directory and for nobody else: their key lies in
/// that directory, readable by the owner only.
/// </summary>
internal static class AdministrationApi
{
    private const int MostAsked = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void MapAdministrationApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(SearchApi.Root + "/administration").RequireAuthorization(SiteSecurity.Writers)
            .AddEndpointFilter(OwnerOnly).ExcludeFromDescription();
        api.MapGet("/status", Status);
        api.MapPost("/outcomes", OutcomesAsync);
        api.MapPost("/check", CheckAsync);
        api.MapPost("/reindex", ReindexAsync);
        api.MapPost("/reextract", Reextract);
        api.MapPost("/backup", BackupAsync);
        api.MapPost("/erase", EraseAsync);
        api.MapPost("/keys", AddKey);
        api.MapQueueApi();
    }

    private static async ValueTask<object?> OwnerOnly(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.User.Identity is { Name: WritingKeys.CommandName, AuthenticationType: KeyAuthentication.Scheme }
            ? await next(context)
            : TypedResults.Problem(
                "This is done with the command kb on the machine that holds the archive.", statusCode: StatusCodes.Status403Forbidden, title: "Owner only");

    private static StatusAnswer Status(IngestionService ingestion, DocumentCatalogue catalogue, ISearchIndex index)
    {
        var numbers = catalogue.Numbers(DocumentVisibility.Draft);
        var progress = ingestion.Progress();
        var statistics = index.Statistics();
        return new StatusAnswer(
            numbers.Documents, numbers.Pages, numbers.OcrPages, numbers.UnreadPages, numbers.NotFullySearchable, numbers.Bytes,
            catalogue.CountByState().ToDictionary(s => DocumentStatus.Of(s.Key), s => s.Value),
            new QueueAnswer(progress.Queue.ToRead, progress.Queue.Reading, progress.Queue.ToIndex, progress.Queue.Failed, progress.Queue.Parked,
                Math.Round(progress.PerSecond, 2), progress.TimeLeft?.TotalSeconds, progress.Paused, progress.Trouble),
            new IndexAnswer(statistics.Documents, statistics.Pages, statistics.Bytes, statistics.Segments, statistics.Fingerprint));
    }

    /// <summary>What became of documents: answers as soon as one of them is decided, or with none after a few seconds.</summary>
    private static async Task<OutcomesAnswer> OutcomesAsync(OutcomesQuestion question, IngestionService ingestion, TimeProvider clock, CancellationToken cancellation)
    {
        var ids = question.Ids.Take(MostAsked).ToList();
        var asked = ids.ToHashSet(StringComparer.Ordinal);
        var news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listening = ingestion.Subscribe(what =>
        {
            if (what.IsFinal && asked.Contains(what.Id)) news.TrySetResult();
        });
        var decided = Decided(ids, ingestion);
        if (decided.Count == 0)
        {
            await Task.WhenAny(news.Task, Task.Delay(Patience, clock, cancellation));
            decided = Decided(ids, ingestion);
        }

        return new OutcomesAnswer(decided);
    }

    private static List<IngestionStatus> Decided(IEnumerable<string> ids, IngestionService ingestion) =>
        [.. ids.Where(id => !ingestion.IsOnItsWay(id)).Select(ingestion.StatusOf).OfType<IngestionStatus>().Where(s => s.Status != DocumentStatus.Received)];

    private static async Task<CheckAnswer> CheckAsync(IngestionService ingestion, CancellationToken cancellation) =>
        new(await ingestion.CheckAsync(hashes: true, cancellation));

    private static async Task<CountAnswer> ReindexAsync(IngestionService ingestion, CancellationToken cancellation) =>
        new(await ingestion.ReindexAsync(progress: null, cancellation));

    private static CountAnswer Reextract(IdsQuestion question, IngestionService ingestion) =>
        new(ingestion.Reextract(question.Ids.Count > 0 ? question.Ids : null));

    private static async Task<Results<Ok<FileMadeAnswer>, ProblemHttpResult>> BackupAsync(FileQuestion question, IngestionService ingestion, CancellationToken cancellation)
    {
        if (!Path.IsPathFullyQualified(question.File) || Path.Exists(question.File))
            return TypedResults.Problem("Name a file that is not there yet.", statusCode: StatusCodes.Status400BadRequest, title: "File");
        await ingestion.BackupAsync(question.File, cancellation);
        return TypedResults.Ok(new FileMadeAnswer(question.File, new FileInfo(question.File).Length));
    }

    private static async Task<Results<Ok<ErasedAnswer>, ProblemHttpResult>> EraseAsync(IdQuestion question, IngestionService ingestion, CancellationToken cancellation)
    {
        var erased = await ingestion.EraseAsync(question.Id, cancellation);
        return erased.Count > 0
            ? TypedResults.Ok(new ErasedAnswer(erased))
            : TypedResults.Problem($"There is no document {question.Id}.", statusCode: StatusCodes.Status404NotFound, title: "Not found");
    }

    private static Results<Ok<KeyAnswer>, ProblemHttpResult> AddKey(KeyQuestion question, DocumentCatalogue catalogue)
    {
        if (question.Name is WritingKeys.CommandName or SignInLinks.Name)
            return TypedResults.Problem("That name is the archive's own; choose another.", statusCode: StatusCodes.Status400BadRequest, title: "Name");
        try
        {
            return TypedResults.Ok(new KeyAnswer(question.Name, catalogue.AddKey(question.Name)));
        }
        catch (CatalogueException fault)
        {
            return TypedResults.Problem(fault.Message, statusCode: StatusCodes.Status400BadRequest, title: "Name");
        }
    }

    private sealed record OutcomesQuestion(IReadOnlyList<string> Ids);

    private sealed record OutcomesAnswer(IReadOnlyList<IngestionStatus> Decided);

    internal sealed record IdsQuestion(IReadOnlyList<string> Ids);

    private sealed record IdQuestion(string Id);

    private sealed record FileQuestion(string File);

    private sealed record KeyQuestion(string Name);

    private sealed record StatusAnswer(
        long Documents, long Pages, long OcrPages, long UnreadPages, long NotFullySearchable, long Bytes,
        IReadOnlyDictionary<string, long> States, QueueAnswer Queue, IndexAnswer Index);

    private sealed record QueueAnswer(
        long ToRead, long Reading, long ToIndex, long Failed, long Parked, double PerSecond, double? SecondsLeft, bool Paused, string Trouble);

    private sealed record IndexAnswer(long Documents, long Pages, long Bytes, int Segments, string Fingerprint);

    private sealed record CheckAnswer(IReadOnlyList<CheckFinding> Findings);

    internal sealed record CountAnswer(int Count);

    private sealed record FileMadeAnswer(string File, long Bytes);

    private sealed record ErasedAnswer(IReadOnlyList<string> Erased);

    private sealed record KeyAnswer(string Name, string Key);
}
