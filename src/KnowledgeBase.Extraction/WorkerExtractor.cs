using System.Runtime.ExceptionServices;
using KnowledgeBase.Extraction.Confinement;

namespace KnowledgeBase.Extraction;

/// <summary>
/// Reads documents in a pool of confined worker processes. A worker that dies, hangs or floods costs the document it was
/// reading, nothing else; workers are replaced after a number of documents or when they have grown.
/// </summary>
public sealed class WorkerExtractor(ExtractorOptions options) : IDocumentExtractor, IAsyncDisposable
{
    private readonly WorkerPool idle = new();
    private readonly SemaphoreSlim places = new(options.Parallelism);
    private readonly SemaphoreSlim probing = new(1);
    private ConfinementReport? report;
    private string tools = "";
    private int generation;

    /// <inheritdoc/>
    public ReaderInventory Inventory()
    {
        var inventory = InstalledTools.Inventory();
        var now = string.Join(", ", inventory.Parts.Concat(inventory.Tools).Order(StringComparer.Ordinal));
        if (Interlocked.Exchange(ref tools, now) != now)
        {
            // Workers of before see the system's folders as they were when they were shut in.
            Interlocked.Increment(ref generation);
        }

        return inventory;
    }

    /// <summary>Finds out, once, how well workers can be confined here.</summary>
    public async Task<ConfinementReport> ConfinementAsync(CancellationToken cancellation)
    {
        if (report is not null)
        {
            return report;
        }

        await probing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return report ??= await CageProbe.ReportAsync(options.WorkerPath, options.AllowCage, cancellation).ConfigureAwait(false);
        }
        finally
        {
            probing.Release();
        }
    }

    /// <summary>Starts a worker, if none is idle, so that the first document does not wait for one.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        var cage = new Cage((await ConfinementAsync(cancellation).ConfigureAwait(false)).Level);
        await places.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (idle.IsEmpty)
            {
                idle.Add(await WorkerProcess.StartAsync(options, cage, Volatile.Read(ref generation)).ConfigureAwait(false));
            }
        }
        catch (WorkerDiedException)
        {
            // The first document will say so, with the reason.
            return;
        }
        finally
        {
            places.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<ExtractionResult> ExtractAsync(ExtractionRequest request, CancellationToken cancellation)
    {
        var cage = new Cage((await ConfinementAsync(cancellation).ConfigureAwait(false)).Level);
        await places.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (request.Sink is { } sink)
            {
                return await ReadAsync(request, sink, cage, cancellation).ConfigureAwait(false);
            }

            var list = new ReadingList();
            return list.Complete(await ReadAsync(request, list, cage, cancellation).ConfigureAwait(false));
        }
        finally
        {
            places.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (idle.Take() is { } worker)
        {
            await worker.DisposeAsync().ConfigureAwait(false);
        }

        places.Dispose();
        probing.Dispose();
    }

    private async Task<ExtractionResult> ReadAsync(ExtractionRequest request, IReadingSink sink, Cage cage, CancellationToken cancellation)
    {
        var forOffice = OfficeDocument.IsLikely(request.Path);
        while (true)
        {
            WorkerProcess? worker = null;
            var reusable = false;
            var used = false;
            try
            {
                worker = await TakeIdleAsync(forOffice, cancellation).ConfigureAwait(false);
                used = worker is not null;
                sink.Restart();
                worker ??= idle.Started(await WorkerProcess.StartAsync(options, cage, Volatile.Read(ref generation)).ConfigureAwait(false), forOffice);
                var result = Collected(worker, await worker.ReadAsync(request, sink, cancellation).ConfigureAwait(false), request.Scratch);
                worker.Clear();
                reusable = worker.Served < options.DocumentsPerWorker && worker.ResidentBytes < options.BytesPerWorker;
                return result;
            }
            catch (SinkFailedException failure)
            {
                ExceptionDispatchInfo.Throw(failure.InnerException!);
            }
            catch (WorkerDiedException) when (used)
            {
                // It may have died of an earlier document, or been killed while it waited: a fresh worker decides.
                cancellation.ThrowIfCancellationRequested();
            }
            catch (WorkerDiedException death)
            {
                return new() { Outcome = ExtractionOutcome.Crashed, Reason = death.Message };
            }
            catch (WorkerTimeoutException timeout)
            {
                return new() { Outcome = ExtractionOutcome.TimedOut, Reason = timeout.Message };
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return new() { Outcome = ExtractionOutcome.Crashed, Reason = $"The document could not be handed to its reader: {error.Message}" };
            }
            finally
            {
                await ReturnAsync(worker, reusable).ConfigureAwait(false);
            }
        }
    }

    private async Task<WorkerProcess?> TakeIdleAsync(bool forOffice, CancellationToken cancellation)
    {
        if (forOffice)
        {
            await idle.AwaitOfficeAsync(cancellation).ConfigureAwait(false);
        }

        while (idle.Take(forOffice) is { } worker)
        {
            if (worker.Generation == Volatile.Read(ref generation))
            {
                return worker;
            }

            idle.Lost(worker);
            await worker.DisposeAsync().ConfigureAwait(false);
        }

        return null;
    }

    private async Task ReturnAsync(WorkerProcess? worker, bool reusable)
    {
        if (worker is null)
        {
            return;
        }

        if (reusable)
        {
            idle.Add(worker);
        }
        else
        {
            idle.Lost(worker);
            await worker.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Moves what the worker made into the caller's scratch folder; a name that is no plain file there is left out with a note.</summary>
    private static ExtractionResult Collected(WorkerProcess worker, ExtractionResult result, string scratch)
    {
        if (result.Children.Count == 0 && result.Rendition is null)
        {
            return result;
        }

        var children = new List<ExtractedChild>();
        foreach (var child in result.Children)
        {
            if (Take(worker, child.File, scratch) is { } file)
            {
                children.Add(child with { File = file, Path = ChildPath.Clean(child.Path) });
            }
        }

        var lost = result.Children.Count - children.Count;
        return result with
        {
            Children = children,
            Rendition = result.Rendition is { } name ? Take(worker, name, scratch) : null,
            Notes = lost == 0 ? result.Notes : [.. result.Notes, $"{lost} enclosed files could not be taken over."],
        };
    }

    private static string? Take(WorkerProcess worker, string name, string scratch)
    {
        if (worker.OutputFile(name) is not { } made)
        {
            return null;
        }

        var taken = Path.Combine(scratch, name);
        File.Move(made, taken, overwrite: true);
        if (new FileInfo(taken).LinkTarget is not null)
        {
            // Swapped for a link after it was looked at: nothing honest does that.
            File.Delete(taken);
            return null;
        }

        return taken;
    }
}
