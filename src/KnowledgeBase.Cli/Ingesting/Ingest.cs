using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using KnowledgeBase.Catalogue;
using KnowledgeBase.Cli.Connection;
using KnowledgeBase.Ingestion;
using KnowledgeBase.Ingestion.Describing;

namespace KnowledgeBase.Cli.Ingesting;

/// <summary>What became of one file; the line that <c>ingest --json</c> prints.</summary>
internal sealed record IngestedFile(
    string Path, string Status, string? Id, string Title, string Format, string Language, int Pages, long Characters, long Milliseconds, string Reason);

/// <summary>Counts of a whole run.</summary>
internal sealed record IngestTally(int In, int Duplicates, int Waiting, int NotIn);

/// <summary>Sends files to the archive and follows each until nothing more happens to it by itself.</summary>
internal sealed class Ingest(ArchiveConnection archive, string? collection)
{
    /// <summary>Files sent and not yet decided. Bounds what the archive holds in its queue for us, and our own memory.</summary>
    private const int MostInFlight = 256;

    private readonly Dictionary<string, (string Path, long Begun)> _inFlight = [];
    private int _in, _duplicates, _waiting, _notIn;

    public async Task<IngestTally> RunAsync(IEnumerable<string> paths, Action<IngestedFile> report, CancellationToken cancellation)
    {
        foreach (var file in paths.SelectMany(FolderSource.Walk))
        {
            await SendAsync(file, report, cancellation);
            while (_inFlight.Count >= MostInFlight)
            {
                await FollowAsync(report, cancellation);
            }
        }

        while (_inFlight.Count > 0)
        {
            await FollowAsync(report, cancellation);
        }

        return new IngestTally(_in, _duplicates, _waiting, _notIn);
    }

    private async Task SendAsync(FoundFile file, Action<IngestedFile> report, CancellationToken cancellation)
    {
        var begun = Stopwatch.GetTimestamp();
        JsonElement answer;
        try
        {
            await using var stream = File.OpenRead(file.Path);
            using var content = new StreamContent(stream);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            using var form = new MultipartFormDataContent { { content, "file", file.Name }, { new StringContent("bulk"), "priority" } };
            if (collection is not null)
            {
                form.Add(new StringContent(collection), "collection");
            }

            if (file.Metadata.Change != RecordChange.Nothing)
            {
                form.Add(new StringContent(Sidecar.Write(file.Metadata.Change)), "metadata");
            }

            answer = await ArchiveConnection.ReadAsync(await archive.Http.PostAsync(new Uri("/api/v1/documents", UriKind.Relative), form, cancellation), cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CommandFailure)
        {
            Report(new IngestedFile(file.Name, "failed", null, "", "", "", 0, 0, Elapsed(begun), failure.Message), report);
            return;
        }

        var receipt = answer.GetProperty("documents")[0];
        var (id, status) = (Text(receipt, "id"), Text(receipt, "status"));
        if (status == "received")
        {
            _inFlight[id] = (file.Name, begun);
        }
        else
        {
            Report(new IngestedFile(file.Name, status, id.Length > 0 ? id : null, "", "", "", 0, 0, Elapsed(begun), Text(receipt, "reason")), report);
        }
    }

    /// <summary>Asks once for all that is in flight; the answer comes when at least one is decided, or after a few seconds.</summary>
    private async Task FollowAsync(Action<IngestedFile> report, CancellationToken cancellation)
    {
        var answer = await archive.PostAsync("/api/v1/administration/outcomes", new { ids = _inFlight.Keys }, cancellation);
        foreach (var outcome in answer.GetProperty("decided").EnumerateArray())
        {
            var id = Text(outcome, "id");
            if (_inFlight.Remove(id, out var sent))
            {
                Report(
                    new IngestedFile(
                        sent.Path, Text(outcome, "status"), id, Text(outcome, "title"), Text(outcome, "format"), Text(outcome, "language"),
                        outcome.GetProperty("pages").GetInt32(), outcome.GetProperty("characters").GetInt64(), Elapsed(sent.Begun), Text(outcome, "reason")),
                    report);
            }
        }
    }

    private void Report(IngestedFile file, Action<IngestedFile> report)
    {
        switch (file.Status)
        {
            case "indexed": _in++; break;
            case "duplicate": _duplicates++; break;
            case "waiting": _waiting++; break;
            default: _notIn++; break;
        }

        report(file);
    }

    private static string Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static long Elapsed(long begun) => (long)Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
}
