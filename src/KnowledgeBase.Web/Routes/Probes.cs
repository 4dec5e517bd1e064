using System.Globalization;
using System.Net;
using System.Text;
using KnowledgeBase.Catalogue;
using KnowledgeBase.Ingestion;
using KnowledgeBase.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace KnowledgeBase.Web.Routes;

/// <param name="Status">live or ready.</param>
/// <param name="Confinement">When ready: how well the readers of documents are shut in, as a sentence.</param>
public sealed record ProbeAnswer(string Status, string? Confinement = null);

/// <summary>What machines ask about the machine.</summary>
internal static class Probes
{
    public static void MapProbes(this IEndpointRouteBuilder routes)
    {
        var probes = routes.MapGroup("").WithTags("Operation");
        probes.MapGet("/health/live", () => TypedResults.Ok(new ProbeAnswer("live"))).WithName("live").WithSummary("The process answers");
        probes.MapGet("/health/ready", Ready).WithName("ready").WithSummary("Index and catalogue are open").ProducesProblem(503);
        probes.MapGet("/metrics", Metrics).WithName("metrics").WithSummary("Numbers in Prometheus text form; on loopback only")
            .Produces<string>(StatusCodes.Status200OK, "text/plain").ProducesProblem(404);
    }

    private static async Task<Results<Ok<ProbeAnswer>, ProblemHttpResult>> Ready(
        ISearchIndex index, DocumentCatalogue catalogue, IngestionService ingestion, SiteOptions options, CancellationToken cancellation)
    {
        try
        {
            index.Statistics();
            if (!ingestion.Rebuilding.IsCompleted)
                return TypedResults.Problem("The search index is being built.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "Not ready");
            catalogue.QueueNumbers();
            var confinement = options.Confinement is { } ask ? await ask(cancellation) : null;
            return TypedResults.Ok(new ProbeAnswer("ready", confinement));
        }
        catch (Exception fault) when (fault is IOException or CatalogueException or ObjectDisposedException)
        {
            return TypedResults.Problem("The index or the catalogue cannot be read; the log says why.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "Not ready");
        }
    }

    private static IResult Metrics(HttpContext http, ISearchIndex index, DocumentCatalogue catalogue, RequestCounts requests)
    {
        if (http.Connection.RemoteIpAddress is not { } from || !IPAddress.IsLoopback(from)) return TypedResults.NotFound();
        var text = new StringBuilder();
        void Gauge(string name, string help, params (string Labels, double Value)[] values) => Write(text, "gauge", name, help, values);

        var statistics = index.Statistics();
        Gauge("kb_documents", "Documents in the search index.", ("", statistics.Documents));
        Gauge("kb_pages", "Pages in the search index.", ("", statistics.Pages));
        Gauge("kb_index_bytes", "Size of the search index.", ("", statistics.Bytes));
        Gauge("kb_index_segments", "Segments of the search index.", ("", statistics.Segments));
        Gauge("kb_catalogue_documents", "Documents in the catalogue by state.",
            [.. catalogue.CountByState().Select(s => ($"{{state=\"{s.Key.ToString().ToLowerInvariant()}\"}}", (double)s.Value))]);
        var queue = catalogue.QueueNumbers();
        Gauge("kb_jobs", "Jobs of the intake by state.",
            ("{state=\"to_read\"}", queue.ToRead), ("{state=\"reading\"}", queue.Reading), ("{state=\"to_index\"}", queue.ToIndex),
            ("{state=\"failed\"}", queue.Failed), ("{state=\"parked\"}", queue.Parked));
        Gauge("kb_memory_bytes", "Memory of the process.", ("", Environment.WorkingSet));
        var heap = GC.GetGCMemoryInfo(GCKind.Any);
        Gauge("kb_heap_bytes", "Managed memory after the last collection.", ("{kind=\"held\"}", heap.HeapSizeBytes - heap.FragmentedBytes), ("{kind=\"free\"}", heap.FragmentedBytes),
            ("{kind=\"committed\"}", heap.TotalCommittedBytes));
        Write(text, "counter", "kb_allocated_bytes_total", "Managed memory allocated since the start.", [("", GC.GetTotalAllocatedBytes())]);
        Write(text, "counter", "kb_collections_total", "Collections of managed memory by generation.",
            [.. Enumerable.Range(0, GC.MaxGeneration + 1).Select(g => ($"{{generation=\"{g}\"}}", (double)GC.CollectionCount(g)))]);
        Write(text, "counter", "kb_requests_total", "Answers by class of status.", [.. requests.All().Select(r => ($"{{status=\"{r.Class}xx\"}}", (double)r.Count))]);
        return TypedResults.Text(text.ToString(), "text/plain; version=0.0.4", Encoding.UTF8);
    }

    private static void Write(StringBuilder text, string type, string name, string help, params (string Labels, double Value)[] values)
    {
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        foreach (var (labels, value) in values)
            text.Append(name).Append(labels).Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }
}
