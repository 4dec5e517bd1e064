using System.Globalization;
using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Format.Segments;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing.Buffering;

namespace KnowledgeBase.Engine.Writing;

/// <summary>
/// Takes documents into buffers, one thread to a buffer, and makes segments of them: of one buffer when memory is short,
/// of all of them when a commit or a view needs everything.
/// </summary>
internal sealed class Flusher
{
    private readonly HeldFiles directory;
    private readonly IndexWriterOptions options;
    private readonly WriterLocks locks;
    private readonly WriterHealth health;
    private readonly SegmentStore store;
    private readonly FileReferences references;
    private readonly Deletions deletions;
    private readonly BufferPool pool;

    public Flusher(HeldFiles directory, IndexWriterOptions options, Schema schema, WriterLocks locks, WriterHealth health, SegmentStore store, FileReferences references, Deletions deletions)
    {
        this.directory = directory;
        this.options = options;
        this.locks = locks;
        this.health = health;
        this.store = store;
        this.references = references;
        this.deletions = deletions;
        pool = new BufferPool(locks.State, () => new SegmentBuffer(schema, options));
    }

    /// <summary>Puts a document into a buffer, with a deletion by term before it where a field is given. True when that filled the buffer and made a segment of it.</summary>
    /// <exception cref="ArgumentException">The document uses a field otherwise than before; it is not added.</exception>
    public bool Add(IndexDocument document, string? field, ReadOnlySpan<byte> term)
    {
        var buffer = pool.Lease();
        try
        {
            long sequence;
            lock (locks.State)
            {
                health.EnsureOpen();
                sequence = field == null ? deletions.Log.Next() : deletions.Log.Add(field, term);
            }
            buffer.Add(document, sequence);
            if (!IsFull(buffer)) return false;
            FlushOne(buffer);
            return true;
        }
        finally
        {
            pool.Return(buffer);
        }
    }

    /// <summary>
    /// Writes what is buffered and applies all deletions so far. Returns the moment (sequence number) up to which everything
    /// is in the segments; threads that go on meanwhile may add segments of a later moment, whose deletions are not applied yet.
    /// Call with the apply lock held.
    /// </summary>
    public long FlushAll()
    {
        PendingDeletes[] packets = [];
        long sequence = 0;
        var buffers = pool.TakeAll(() =>
        {
            packets = deletions.Log.Freeze();
            sequence = deletions.Log.Sequence;
        });
        foreach (var buffer in buffers) Write(buffer, packets, sequence);
        deletions.ApplyToAll(packets, sequence);
        return sequence;
    }

    private bool IsFull(SegmentBuffer buffer)
    {
        if (options.BufferDocuments > 0 && buffer.Documents >= options.BufferDocuments) return true;
        if (buffer.BytesUsed > int.MaxValue / 4) return true;
        lock (locks.State) return pool.BytesUsed > options.BufferBytes && pool.IsLargest(buffer);
    }

    private void FlushOne(SegmentBuffer buffer)
    {
        PendingDeletes[] packets;
        long sequence;
        lock (locks.State)
        {
            pool.Retire(buffer);
            packets = deletions.Log.Freeze();
            sequence = deletions.Log.Sequence;
        }
        health.Guard(() => Write(buffer, packets, sequence));
    }

    private void Write(SegmentBuffer buffer, PendingDeletes[] packets, long sequence)
    {
        string name;
        lock (locks.State) name = store.NextName();
        var flush = new SegmentFlush(directory.PlaceFor(buffer.BytesUsed), name, buffer, packets, options.CompoundFiles);
        try
        {
            var info = flush.Write(new Dictionary<string, string>
            {
                ["source"] = "flush",
                ["timestamp"] = options.Time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            });
            if (LiveBits.Count(flush.Live) == 0)
            {
                references.Discard(flush.Files.Union(info.Files));
                return;
            }
            var live = new LiveDocs(flush.Live, info.MaxDoc);
            var all = live.Count == info.MaxDoc;
            var segment = new LiveSegment(directory, new SegmentCommitInfo { Info = info, CommitId = SegmentId.New() }, all ? null : live, !all, sequence);
            lock (locks.State) store.Add(segment);
            references.Discard(flush.Files.Except(info.Files));
        }
        catch
        {
            flush.Abandon();
            references.Discard([.. flush.Files, FileKind.SegmentInfo.NameFor(name)]);
            throw;
        }
    }
}
