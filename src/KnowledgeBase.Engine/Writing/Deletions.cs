using KnowledgeBase.Engine.Searching;

namespace KnowledgeBase.Engine.Writing;

/// <summary>Brings deletions to the documents of the segments: those by term from the log, when they are due; those by query at once.</summary>
internal sealed class Deletions(WriterLocks locks, SegmentStore store)
{
    /// <summary>What is to be deleted, in order; used under the state lock.</summary>
    public DeleteLog Log { get; } = new();

    /// <summary>Applies all deletions so far to these segments. Call with the apply lock held.</summary>
    public void ApplyTo(IReadOnlyCollection<LiveSegment> segments)
    {
        PendingDeletes[] packets;
        long sequence;
        lock (locks.State) (packets, sequence) = (Log.Freeze(), Log.Sequence);
        Apply(packets, sequence, segments);
    }

    /// <summary>Applies deletions to all segments and forgets them. Call with the apply lock held.</summary>
    public void ApplyToAll(PendingDeletes[] packets, long sequence)
    {
        LiveSegment[] segments;
        lock (locks.State) segments = [.. store.Segments];
        Apply(packets, sequence, segments);
        lock (locks.State)
        {
            Log.Forget(packets);
            store.DropEmpty();
        }
    }

    /// <summary>What a query finds in the segments as they are. Call with the apply lock held.</summary>
    /// <exception cref="ArgumentException">The query cannot be answered by this index.</exception>
    public List<(LiveSegment Segment, List<int> Documents)> Find(Query query)
    {
        LiveSegment[] segments;
        lock (locks.State) segments = [.. store.Segments];
        return [.. segments.Zip(QueryDeletes.Find(segments, query))];
    }

    /// <summary>Deletes documents that <see cref="Find"/> found. Call with the apply lock held, the same as then.</summary>
    public void Delete(List<(LiveSegment Segment, List<int> Documents)> found)
    {
        var deleted = 0;
        foreach (var (segment, documents) in found) deleted += segment.Delete(documents);
        if (deleted == 0) return;
        lock (locks.State)
        {
            // A moment of its own, so that a merge that began before is not taken for one that left these documents out.
            Log.Next();
            store.Version++;
            store.DropEmpty();
        }
    }

    private void Apply(PendingDeletes[] packets, long sequence, IEnumerable<LiveSegment> segments)
    {
        foreach (var segment in segments)
        {
            var before = segment.LiveCount;
            DeleteApplier.Apply(segment, packets, sequence);
            if (segment.LiveCount == before) continue;
            lock (locks.State) store.Version++;
        }
    }
}
