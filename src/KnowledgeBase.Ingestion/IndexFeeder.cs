using KnowledgeBase.Catalogue;
using KnowledgeBase.Search;

namespace KnowledgeBase.Ingestion;

/// <summary>
/// Brings the index up to the catalogue, many documents to a commit. A job ends only when the commit that holds its
/// document has returned.
/// </summary>
internal sealed class IndexFeeder(DocumentCatalogue catalogue, Projection projection, ISearchIndex index, IngestionOptions options, TimeProvider clock) : IDisposable
{
    private readonly List<(Job Job, long Revision)> pending = [];
    private List<Job> again = [];
    private long characters;
    private DateTimeOffset since;

    /// <summary>A document was queued to be read again because its text is missing.</summary>
    public event Action? TextMissing;

    /// <summary>The index could not be opened again as it was and must be built anew.</summary>
    public event Action? IndexLost;

    /// <summary>Held while the index is written to: by this feeder, by a rebuild, by an erasure.</summary>
    public SemaphoreSlim Gate { get; } = new(1);

    public MemoryTrim Memory { get; } = new();

    public bool HasPending => pending.Count > 0;

    /// <summary>True while nothing can be put: the index is being made anew.</summary>
    public bool MustWait => index.NeedsRebuild;

    /// <summary>How long the oldest change may still wait for company.</summary>
    public TimeSpan Patience => HasPending ? since + options.BulkCommit - clock.GetUtcNow() : TimeSpan.MaxValue;

    /// <summary>Puts documents into the index in order of urgency; commits where somebody waits or much has gathered.</summary>
    /// <exception cref="IOException">The disk is full or failing. What is not durable is put again with the next call.</exception>
    public async Task<IReadOnlyList<string>> PutAsync(IReadOnlyList<Job> jobs, CancellationToken cancellation)
    {
        var searchable = new List<string>();
        var left = new Queue<Job>([.. again, .. jobs]);
        again = [];
        try
        {
            await MendAsync(cancellation).ConfigureAwait(false);
            left = new Queue<Job>([.. again, .. left]);
            again = [];
            while (left.TryPeek(out var job))
            {
                await Gate.WaitAsync(cancellation).ConfigureAwait(false);
                try
                {
                    Put(job);
                }
                finally
                {
                    Gate.Release();
                }

                left.Dequeue();
                Memory.Consider(idle: false);
                var lastUrgent = job.Priority >= JobPriority.Person && (!left.TryPeek(out var next) || next.Priority < JobPriority.Person);
                if (lastUrgent || characters >= options.CommitCharacters)
                {
                    searchable.AddRange(await CommitAsync(cancellation).ConfigureAwait(false));
                }
            }
        }
        finally
        {
            // When the machine is at fault and not the document, this one and those behind it come again, however often that is.
            again = [.. again, .. left];
        }

        return searchable;
    }

    /// <summary>Commits what was put. Returns the documents that became searchable, or left.</summary>
    public async Task<IReadOnlyList<string>> CommitAsync(CancellationToken cancellation)
    {
        await MendAsync(cancellation).ConfigureAwait(false);
        if (!HasPending)
        {
            return [];
        }

        await Gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            index.Commit();
            var done = pending.ConvertAll(p => p.Job.DocumentId);
            catalogue.IndexingDone(pending.ConvertAll(p => (p.Job.DocumentId, p.Revision)));
            Forget();
            return done;
        }
        catch
        {
            // The index may have lost what it held in memory: all of it is put again, with whatever comes next.
            PutAgain();
            throw;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>Call with the gate held. All that was put and not yet committed is put again: the index was exchanged or lost it.</summary>
    public void PutAgain()
    {
        again = [.. pending.Select(p => p.Job), .. again];
        Forget();
    }

    /// <summary>Call with the gate held. Makes an index that failed take changes again.</summary>
    /// <exception cref="IOException">The disk is still full or failing.</exception>
    public void Mend()
    {
        if (index.HasFailed)
        {
            PutAgain();
            index.Reopen();
            if (index.NeedsRebuild)
            {
                IndexLost?.Invoke();
            }
        }
    }

    private async Task MendAsync(CancellationToken cancellation)
    {
        await Gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            Mend();
        }
        finally
        {
            Gate.Release();
        }
    }

    private void Forget()
    {
        pending.Clear();
        characters = 0;
    }

    private void Put(Job job)
    {
        try
        {
            using var projected = projection.Of(job.DocumentId);
            if (projected is not null)
            {
                index.Put(projected.Document);
                Remember(job, projected.Document.Revision);
                characters += projected.Characters;
            }
            else
            {
                index.Remove(job.DocumentId);
                Remember(job, 0);
            }
        }
        catch (MissingTextException fault)
        {
            catalogue.Postpone(job.DocumentId, JobStage.Index, fault.Message, tryAgain: null);
            catalogue.ReadAgain([job.DocumentId], job.Priority);
            TextMissing?.Invoke();
        }
        catch (Exception fault) when (fault is not IOException and not OutOfMemoryException && !MustWait)
        {
            // One document that the index cannot take must not hold up the others.
            if (job.Attempts < options.MostAttempts)
            {
                catalogue.Postpone(job.DocumentId, JobStage.Index, fault.Message, clock.GetUtcNow().AddSeconds(5 * job.Attempts));
            }
            else
            {
                catalogue.Park(job.DocumentId, JobStage.Index, fault.Message);
            }
        }
    }

    private void Remember(Job job, long revision)
    {
        if (pending.Count == 0)
        {
            since = clock.GetUtcNow();
        }

        pending.Add((job, revision));
    }

    public void Dispose() => Gate.Dispose();
}
