using KnowledgeBase.Catalogue;
using KnowledgeBase.Ingestion;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Web.Documents;

/// <summary>Takes uploaded files in, in the visitor's name.</summary>
public sealed class UploadDesk(IngestionService ingestion, DocumentCatalogue catalogue, Visit visit, TimeProvider clock, ILogger<UploadDesk> log)
{
    private const string DefaultCollection = "general";
    private const string DiskFails = "The archive could not write to its disk, which is full or failing; nothing of this file was kept. Send it again once the disk takes files.";

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    /// <summary>Receives the files one after another; what cannot be received costs that file alone. A bulk load lets people pass.</summary>
    public async Task<IReadOnlyList<UploadLine>> ReceiveAsync(
        IFormFileCollection files, string collection, RecordChange metadata, JobPriority priority, CancellationToken cancellation)
    {
        var lines = new List<UploadLine>(files.Count);
        foreach (var file in files) lines.Add(await ReceiveAsync(file, collection, metadata, priority, cancellation));
        return lines;
    }

    /// <summary>The lines as they stand once all is read, or after <paramref name="patience"/>.</summary>
    public async Task<IReadOnlyList<UploadLine>> SettledAsync(IReadOnlyList<UploadLine> lines, TimeSpan patience, CancellationToken cancellation)
    {
        var until = clock.GetUtcNow() + patience;
        for (; ; )
        {
            var now = lines.Select(Now).ToList();
            if (now.All(l => l.Status != DocumentStatus.Received) || clock.GetUtcNow() >= until) return now;
            await Task.Delay(Glance, clock, cancellation);
        }
    }

    private UploadLine Now(UploadLine line) =>
        line is { Status: DocumentStatus.Received, Id: { } id } && catalogue.StateOf(id) is { State: not DocumentState.Received } found
            ? line with { Status = DocumentStatus.Of(found.State), Reason = found.State == DocumentState.Indexed ? "" : found.Reason }
            : line;

    private async Task<UploadLine> ReceiveAsync(IFormFile file, string collection, RecordChange metadata, JobPriority priority, CancellationToken cancellation)
    {
        var name = file.FileName.Length > 0 ? file.FileName : "unnamed";
        await using var content = file.OpenReadStream();
        try
        {
            var receipt = await ingestion.ReceiveAsync(content, Request(name, collection, metadata, priority), cancellation);
            return new UploadLine(receipt.Name, receipt.Id, receipt.Status, receipt.Reason);
        }
        catch (IOException fault) when (fault is not BadHttpRequestException)
        {
            // The sentence names no path of the server; the log has the fault.
            log.LogError(fault, "A file could not be kept.");
            return new UploadLine(name, null, DocumentStatus.Refused, DiskFails);
        }
    }

    private ReceiveRequest Request(string name, string collection, RecordChange metadata, JobPriority priority) => new()
    {
        Name = name,
        Collection = collection.Trim().Length > 0 ? collection : DefaultCollection,
        By = visit.KeyName!,
        Metadata = metadata,
        Priority = priority,
        Visibility = metadata.Visibility.IsSet ? metadata.Visibility.Value : DocumentVisibility.Public,
    };
}
