using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Searching;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Writing;

/// <summary>
/// Adds, replaces and deletes documents and makes the result durable with <see cref="Commit"/>. One writer an index, any
/// number of threads. Disposing discards what was not committed. After a failure of the storage the writer refuses
/// further work and must be opened anew: it goes on from the last commit.
/// </summary>
public sealed class IndexWriter : IDisposable
{
    private readonly IndexLock writeLock;
    private readonly WriterLocks locks = new();
    private readonly WriterHealth health;
    private readonly IndexWriterOptions options;
    private readonly SegmentStore store;
    private readonly Committer committer;
    private readonly CommitProtocol commits;
    private readonly Deletions deletions;
    private readonly Flusher flusher;
    private readonly MergeRunner merges;

    private IndexWriter(IndexDirectory disk, IndexWriterOptions options, IndexLock writeLock)
    {
        var directory = new HeldFiles(disk, options.HeldBytes);
        this.writeLock = writeLock;
        this.options = options;
        var schema = new Schema();
        var references = new FileReferences(directory);
        health = new WriterHealth(locks);
        store = new SegmentStore(directory, references);
        committer = new Committer(directory, references);
        deletions = new Deletions(locks, store);
        flusher = new Flusher(directory, options, schema, locks, health, store, references, deletions);
        commits = new CommitProtocol(locks, store, references, committer, flusher, writeLock);
        merges = new MergeRunner(options, store, locks, health, new SegmentMerger(directory, options, schema, store, references, locks, deletions));
        IndexOpening.Load(directory, options, schema, store, committer, commits, references);
    }

    /// <summary>Opens an index for writing, or begins one.</summary>
    /// <exception cref="IndexLockedException">Another writer has it open.</exception>
    /// <exception cref="UnsupportedIndexException">It holds what this engine reads but would not keep (term vectors, soft deletes, updated columns), or does not read.</exception>
    /// <exception cref="IndexFormatException">The index is damaged.</exception>
    /// <exception cref="FileNotFoundException">There is no index and the options ask for one.</exception>
    public static IndexWriter Open(IndexDirectory directory, IndexWriterOptions options)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(options);
        var writeLock = directory.ObtainLock();
        try
        {
            return new IndexWriter(directory, options, writeLock);
        }
        catch
        {
            writeLock.Dispose();
            throw;
        }
    }

    /// <summary>User data of the commit in force, or what the next one was given.</summary>
    public IReadOnlyDictionary<string, string> UserData => commits.UserData;

    /// <summary>Live documents in segments; those still in buffers are not counted.</summary>
    public int LiveCount
    {
        get
        {
            lock (locks.State) return store.Segments.Sum(s => s.LiveCount);
        }
    }

    public int SegmentCount
    {
        get
        {
            lock (locks.State) return store.Segments.Count;
        }
    }

    /// <summary>Adds a document.</summary>
    /// <exception cref="ArgumentException">The document uses a field otherwise than before; it is not added, all else stays.</exception>
    public void AddDocument(IndexDocument document) => Write(document, null, default);

    /// <summary>Deletes the documents that have the term and adds this one, as one step.</summary>
    public void UpdateDocument(string field, ReadOnlySpan<byte> term, IndexDocument document)
    {
        ArgumentNullException.ThrowIfNull(field);
        Write(document, field, term);
    }

    /// <summary>Deletes the documents added so far that have the term.</summary>
    public void DeleteDocuments(string field, ReadOnlySpan<byte> term)
    {
        ArgumentNullException.ThrowIfNull(field);
        lock (locks.State)
        {
            health.EnsureOpen();
            deletions.Log.Add(field, term);
        }
        LimitDeletes();
    }

    /// <summary>Deletes the documents added so far that a query finds; what is buffered is written first.</summary>
    /// <exception cref="ArgumentException">The query cannot be answered by this index; nothing was deleted.</exception>
    public void DeleteDocuments(Query query)
    {
        ArgumentNullException.ThrowIfNull(query);
        lock (locks.Apply)
        {
            health.Guard(() => flusher.FlushAll());
            var found = deletions.Find(query);
            health.Guard(() => deletions.Delete(found));
        }
        merges.Trigger();
    }

    /// <summary>Makes everything done so far durable. Does nothing when nothing changed since the last commit.</summary>
    /// <param name="data">User data of the commit; null keeps what the last one had.</param>
    /// <exception cref="IOException">The storage failed: nothing of this commit may be relied on; the last one stands.</exception>
    public void Commit(IReadOnlyDictionary<string, string>? data = null)
    {
        lock (locks.Commit)
        {
            PrepareCommit(data);
            FinishCommit();
        }
    }

    /// <summary>First step: everything is written and synced, yet the commit before stays in force.</summary>
    public void PrepareCommit(IReadOnlyDictionary<string, string>? data = null)
    {
        lock (locks.Commit)
        {
            if (committer.IsPrepared) throw new InvalidOperationException("A commit is prepared already.");
            if (data != null) commits.SetUserData(data);
            var made = false;
            health.Guard(() => made = commits.Prepare());
            if (made) merges.Trigger();
        }
    }

    /// <summary>Second step: the prepared commit takes force.</summary>
    public void FinishCommit()
    {
        lock (locks.Commit)
        {
            if (committer.IsPrepared) health.Guard(committer.Finish);
        }
    }

    /// <summary>True once a failure stopped the writer: every further change is refused, and the index must be opened again.</summary>
    public bool HasFailed => health.HasFailed;

    /// <summary>Forgets a prepared commit and everything since the last one, and closes the writer.</summary>
    public void Rollback() => Dispose();

    /// <summary>A view of everything done so far, committed or not. The caller disposes it.</summary>
    public IndexSnapshot Snapshot()
    {
        IndexSnapshot? result = null;
        health.Guard(() =>
        {
            lock (locks.Apply)
            {
                var moment = flusher.FlushAll();
                lock (locks.State) result = new IndexSnapshot([.. store.SegmentsOf(moment).Select(s => s.OpenReader())], commits.UserData, store.Version, -1);
            }
        });
        merges.Trigger();
        return result!;
    }

    /// <summary>Writes what is buffered as segments, without a commit.</summary>
    public void Flush()
    {
        health.Guard(() =>
        {
            lock (locks.Apply) flusher.FlushAll();
        });
        merges.Trigger();
    }

    /// <summary>Merges until at most so many segments are left of those that are there now.</summary>
    public void ForceMerge(int maxSegments)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSegments, 1);
        Flush();
        health.Guard(() => merges.ForceMerge(maxSegments, Moment()));
    }

    /// <summary>Rewrites segments that carry many documents deleted before this call.</summary>
    public void ExpungeDeletes()
    {
        Flush();
        health.Guard(() => merges.Expunge(Moment()));
    }

    /// <summary>Waits until no merge is running or due.</summary>
    public void WaitForMerges() => merges.Wait();

    /// <summary>Closes the writer and gives up the lock. What was not committed is gone.</summary>
    public void Dispose()
    {
        if (!health.TryClose()) return;
        merges.Stop();
        lock (locks.Commit)
        {
            lock (locks.Apply)
            {
                lock (locks.State)
                {
                    if (!health.HasFailed) committer.Cancel();
                    store.Close(removeUncommitted: !health.HasFailed);
                }
            }
        }
        writeLock.Dispose();
    }

    private void Write(IndexDocument document, string? field, ReadOnlySpan<byte> term)
    {
        ArgumentNullException.ThrowIfNull(document);
        // Merging takes the apply lock, whose holder may be waiting for this thread's buffer: so only once it is given back.
        if (flusher.Add(document, field, term))
        {
            merges.Trigger();
            merges.WaitForBacklog();
        }
        if (field != null) LimitDeletes();
    }

    /// <summary>The number of the latest change.</summary>
    private long Moment()
    {
        lock (locks.State) return deletions.Log.Sequence;
    }

    private void LimitDeletes()
    {
        lock (locks.State)
            if (deletions.Log.BytesUsed <= options.BufferBytes) return;
        Flush();
    }
}
