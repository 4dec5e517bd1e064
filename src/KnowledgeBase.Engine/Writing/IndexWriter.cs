using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Format.Segments;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Searching;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing.Buffering;

namespace KnowledgeBase.Engine.Writing;

/// <summary>
/// Adds, replaces and deletes documents and makes the result durable with <see cref="Commit"/>. One writer an index, any
/// number of threads. Disposing discards what was not committed. After a failure of the storage the writer refuses
/// further work and must be opened anew: it goes on from the last commit.
/// </summary>
public sealed class IndexWriter : IDisposable
{
    private readonly IndexDirectory directory;
    private readonly IndexWriterOptions options;
    private readonly IndexLock writeLock;
    private readonly Schema schema = new();
    private readonly FileReferences references;
    private readonly SegmentStore store;
    private readonly Committer committer;
    private readonly BufferPool pool;
    private readonly DeleteLog deletes = new();
    private readonly MergeRunner merges;

    // Order of taking: commitLock, applyLock, sync.
    private readonly object commitLock = new();
    private readonly object applyLock = new();
    private readonly object sync = new();
    private SortedDictionary<string, string> userData = new(StringComparer.Ordinal);
    private bool userDataChanged;
    private long committedVersion = -1;
    private Exception? failure;
    private bool closed;

    private IndexWriter(IndexDirectory directory, IndexWriterOptions options, IndexLock writeLock)
    {
        this.directory = directory;
        this.options = options;
        this.writeLock = writeLock;
        references = new FileReferences(directory);
        store = new SegmentStore(directory, references);
        committer = new Committer(directory, references);
        pool = new BufferPool(sync, () => new SegmentBuffer(schema, options));
        merges = new MergeRunner(directory, options, schema, store, references, new MergeLocks(applyLock, sync, Fail), ApplyDeletes);
    }

    /// <summary>Opens an index for writing, or begins one.</summary>
    /// <exception cref="IndexLockedException">Another writer has it open.</exception>
    /// <exception cref="IndexFormatException">The index is damaged, or written by something this engine does not continue.</exception>
    /// <exception cref="FileNotFoundException">There is no index and the options ask for one.</exception>
    public static IndexWriter Open(IndexDirectory directory, IndexWriterOptions options)
    {
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(options);
        var writeLock = directory.ObtainLock();
        try
        {
            var writer = new IndexWriter(directory, options, writeLock);
            writer.Load();
            return writer;
        }
        catch
        {
            writeLock.Dispose();
            throw;
        }
    }

    /// <summary>User data of the commit in force, or what the next one was given.</summary>
    public IReadOnlyDictionary<string, string> UserData => userData;

    /// <summary>Live documents in segments; those still in buffers are not counted.</summary>
    public int LiveCount
    {
        get
        {
            lock (sync) return store.Segments.Sum(s => s.LiveCount);
        }
    }

    public int SegmentCount
    {
        get
        {
            lock (sync) return store.Segments.Count;
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
        lock (sync)
        {
            EnsureOpen();
            deletes.Add(field, term);
        }
        LimitDeletes();
    }

    /// <summary>Deletes the documents added so far that a query finds; what is buffered is written first.</summary>
    /// <exception cref="ArgumentException">The query cannot be answered by this index; nothing was deleted.</exception>
    public void DeleteDocuments(Query query)
    {
        ArgumentNullException.ThrowIfNull(query);
        lock (applyLock)
        {
            Guard(() => FlushAndApplyLocked());
            LiveSegment[] segments;
            lock (sync) segments = [.. store.Segments];
            var found = QueryDeletes.Find(segments, query);
            Guard(() => DeleteFound(segments, found));
        }
        merges.Trigger();
    }

    /// <summary>Makes everything done so far durable. Does nothing when nothing changed since the last commit.</summary>
    /// <param name="data">User data of the commit; null keeps what the last one had.</param>
    /// <exception cref="IOException">The storage failed: nothing of this commit may be relied on; the last one stands.</exception>
    public void Commit(IReadOnlyDictionary<string, string>? data = null)
    {
        lock (commitLock)
        {
            PrepareCommit(data);
            FinishCommit();
        }
    }

    /// <summary>First step: everything is written and synced, yet the commit before stays in force.</summary>
    public void PrepareCommit(IReadOnlyDictionary<string, string>? data = null)
    {
        lock (commitLock)
        {
            if (committer.IsPrepared) throw new InvalidOperationException("A commit is prepared already.");
            if (data != null)
            {
                userData = new SortedDictionary<string, string>(data.ToDictionary(), StringComparer.Ordinal);
                userDataChanged = true;
            }
            Guard(PrepareGuarded);
        }
    }

    /// <summary>Second step: the prepared commit takes force.</summary>
    public void FinishCommit()
    {
        lock (commitLock)
        {
            if (!committer.IsPrepared) return;
            Guard(committer.Finish);
        }
    }

    /// <summary>Forgets a prepared commit and everything since the last one, and closes the writer.</summary>
    public void Rollback() => Dispose();

    /// <summary>A view of everything done so far, committed or not. The caller disposes it.</summary>
    public IndexSnapshot Snapshot()
    {
        IndexSnapshot? result = null;
        Guard(() =>
        {
            lock (applyLock)
            {
                var moment = FlushAndApplyLocked();
                lock (sync)
                {
                    var readers = new List<SegmentReader>();
                    foreach (var segment in SegmentsOf(moment)) readers.Add(segment.OpenReader());
                    result = new IndexSnapshot(readers, userData, store.Version, -1);
                }
            }
        });
        merges.Trigger();
        return result!;
    }

    /// <summary>Writes what is buffered as segments, without a commit.</summary>
    public void Flush() => FlushAndApply();

    /// <summary>Merges until at most so many segments are left.</summary>
    public void ForceMerge(int maxSegments)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSegments, 1);
        FlushAndApply();
        Guard(() => merges.ForceMerge(maxSegments));
    }

    /// <summary>Rewrites segments that carry many deleted documents.</summary>
    public void ExpungeDeletes()
    {
        FlushAndApply();
        Guard(merges.Expunge);
    }

    /// <summary>Waits until no merge is running or due.</summary>
    public void WaitForMerges() => merges.Wait();

    /// <summary>Closes the writer and gives up the lock. What was not committed is gone.</summary>
    public void Dispose()
    {
        lock (sync)
        {
            if (closed) return;
            closed = true;
        }
        merges.Stop();
        lock (commitLock)
        {
            lock (applyLock)
            {
                lock (sync)
                {
                    if (failure == null)
                    {
                        committer.Cancel();
                        store.RemoveAll();
                    }
                    else
                    {
                        foreach (var segment in store.Segments) segment.Dispose();
                    }
                }
            }
        }
        writeLock.Dispose();
    }

    private void Load()
    {
        var commit = options.OpenMode == OpenMode.Create ? TryReadCommit() : IndexOpening.ReadCommit(directory);
        if (commit == null && options.OpenMode == OpenMode.Append) throw new FileNotFoundException($"There is no index in {directory}.");
        committer.Adopt(commit, IndexOpening.HighestGeneration(directory));
        store.NextNumber = IndexOpening.NextSegmentNumber(directory, commit);
        store.Version = commit?.Version ?? 0;
        if (commit != null && options.OpenMode != OpenMode.Create)
        {
            foreach (var segment in commit.Segments) LoadSegment(segment);
            userData = new SortedDictionary<string, string>(commit.UserData, StringComparer.Ordinal);
            store.Version = commit.Version;
            committedVersion = store.Version;
        }
        IndexOpening.RemoveLeftovers(directory, references);
    }

    /// <summary>A new index may be begun over a damaged one, whose files then count as left over.</summary>
    private CommitPoint? TryReadCommit()
    {
        try
        {
            return IndexOpening.ReadCommit(directory);
        }
        catch (IndexFormatException)
        {
            return null;
        }
    }

    private void LoadSegment(SegmentCommitInfo segment)
    {
        var reader = SegmentReader.Open(directory, segment);
        try
        {
            foreach (var field in reader.Fields) schema.Learn(field);
            store.Add(new LiveSegment(directory, segment, reader.LiveDocs, false, 0));
        }
        finally
        {
            reader.Release();
        }
    }

    private void Write(IndexDocument document, string? field, ReadOnlySpan<byte> term)
    {
        ArgumentNullException.ThrowIfNull(document);
        var buffer = pool.Lease();
        var flushed = false;
        try
        {
            long sequence;
            lock (sync)
            {
                EnsureOpen();
                sequence = field == null ? deletes.Next() : deletes.Add(field, term);
            }
            buffer.Add(document, sequence);
            flushed = IsFull(buffer);
            if (flushed) FlushOne(buffer);
        }
        finally
        {
            pool.Return(buffer);
        }
        // Merging takes the apply lock, whose holder may be waiting for this thread's buffer: so only now.
        if (flushed) merges.Trigger();
        if (field != null) LimitDeletes();
    }

    private void LimitDeletes()
    {
        lock (sync)
            if (deletes.BytesUsed <= options.BufferBytes) return;
        FlushAndApply();
    }

    private bool IsFull(SegmentBuffer buffer)
    {
        if (options.BufferDocuments > 0 && buffer.Documents >= options.BufferDocuments) return true;
        if (buffer.BytesUsed > int.MaxValue / 4) return true;
        lock (sync) return pool.BytesUsed > options.BufferBytes && pool.IsLargest(buffer);
    }

    private void FlushOne(SegmentBuffer buffer)
    {
        PendingDeletes[] packets;
        long sequence;
        lock (sync)
        {
            pool.Retire(buffer);
            packets = deletes.Freeze();
            sequence = deletes.Sequence;
        }
        Guard(() => FlushBuffer(buffer, packets, sequence));
    }

    private void FlushAndApply()
    {
        Guard(() =>
        {
            lock (applyLock) FlushAndApplyLocked();
        });
        merges.Trigger();
    }

    /// <summary>
    /// Writes what is buffered and applies all deletions so far. Returns the moment (sequence number) up to which everything
    /// is in the segments; threads that go on meanwhile may add segments of a later moment, whose deletions are not applied yet.
    /// </summary>
    private long FlushAndApplyLocked()
    {
        PendingDeletes[] packets = [];
        long sequence = 0;
        var buffers = pool.TakeAll(() =>
        {
            packets = deletes.Freeze();
            sequence = deletes.Sequence;
        });
        foreach (var buffer in buffers) FlushBuffer(buffer, packets, sequence);
        ApplyDeletes(packets, sequence, null);
        lock (sync)
        {
            deletes.Forget(packets);
            store.DropEmpty();
        }
        return sequence;
    }

    /// <summary>
    /// The segments that make the view of a moment. One flushed after it is left out: an update within it deletes a document
    /// of an older segment, and that document would be seen twice. Call with the state lock held.
    /// </summary>
    private IEnumerable<LiveSegment> SegmentsOf(long moment) => store.Segments.Where(s => s.AppliedSequence <= moment);

    /// <summary>Applies deletions to some segments, or to all. Call with the apply lock held.</summary>
    private void ApplyDeletes(PendingDeletes[]? packets, long sequence, IReadOnlyCollection<LiveSegment>? some)
    {
        LiveSegment[] segments;
        lock (sync)
        {
            if (packets == null)
            {
                packets = deletes.Freeze();
                sequence = deletes.Sequence;
            }
            segments = [.. some ?? store.Segments];
        }
        foreach (var segment in segments)
        {
            var before = segment.LiveCount;
            DeleteApplier.Apply(segment, packets, sequence);
            if (segment.LiveCount == before) continue;
            lock (sync) store.Version++;
        }
    }

    private void DeleteFound(LiveSegment[] segments, List<int>[] found)
    {
        var deleted = 0;
        for (var i = 0; i < segments.Length; i++) deleted += segments[i].Delete(found[i]);
        if (deleted == 0) return;
        lock (sync)
        {
            store.Version++;
            store.DropEmpty();
        }
    }

    private void FlushBuffer(SegmentBuffer buffer, PendingDeletes[] packets, long sequence)
    {
        string name;
        lock (sync) name = store.NextName();
        var flush = new SegmentFlush(directory, name, buffer, packets, options.CompoundFiles);
        try
        {
            var info = flush.Write(Diagnostics("flush"));
            if (LiveBits.Count(flush.Live) == 0)
            {
                references.Discard(flush.Files.Union(info.Files));
                return;
            }
            var live = new LiveDocs(flush.Live, info.MaxDoc);
            var all = live.Count == info.MaxDoc;
            var segment = new LiveSegment(directory, new SegmentCommitInfo { Info = info, CommitId = SegmentId.New() }, all ? null : live, !all, sequence);
            lock (sync) store.Add(segment);
            references.Discard(flush.Files.Except(info.Files));
        }
        catch
        {
            references.Discard([.. flush.Files, FileKind.SegmentInfo.NameFor(name)]);
            throw;
        }
    }

    private Dictionary<string, string> Diagnostics(string source) => new()
    {
        ["source"] = source,
        ["timestamp"] = options.Time.GetUtcNow().ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private void PrepareGuarded()
    {
        writeLock.EnsureHeld();
        CommitPoint commit;
        lock (applyLock)
        {
            var moment = FlushAndApplyLocked();
            lock (sync)
            {
                if (committer.Last != null && store.Version == committedVersion && !userDataChanged) return;
                store.WriteLiveDocs();
                committedVersion = ++store.Version;
                userDataChanged = false;
                commit = new CommitPoint { Version = store.Version, NextSegmentNumber = store.NextNumber, UserData = new(userData, StringComparer.Ordinal) };
                commit.Segments.AddRange(SegmentsOf(moment).Select(s => s.Commit));
                if (commit.Segments.Count < store.Segments.Count) committedVersion = -1; // Something newer is there to be committed next.
                references.Add(commit.Segments.SelectMany(LiveSegment.FilesOf));
            }
        }
        try
        {
            committer.Prepare(commit);
        }
        finally
        {
            references.Release(commit.Segments.SelectMany(LiveSegment.FilesOf));
        }
        merges.Trigger();
    }

    private void EnsureOpen()
    {
        if (failure != null) throw new IOException("The writer stopped after a failure; open the index again to go on from its last commit.", failure);
        ObjectDisposedException.ThrowIf(closed, this);
    }

    private void Fail(Exception cause)
    {
        lock (sync) failure ??= cause;
    }

    /// <summary>A failure inside leaves the writer's memory and the disk apart, so that nothing more is accepted.</summary>
    private void Guard(Action action)
    {
        lock (sync) EnsureOpen();
        try
        {
            action();
        }
        catch (Exception e)
        {
            Fail(e);
            throw;
        }
    }
}
