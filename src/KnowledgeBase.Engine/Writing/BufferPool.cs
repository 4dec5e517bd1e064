using KnowledgeBase.Engine.Writing.Buffering;

namespace KnowledgeBase.Engine.Writing;

/// <summary>
/// The buffers that threads fill, one thread to a buffer at a time. A caller that needs all of them waits until none is
/// out, and nobody gets one meanwhile.
/// </summary>
internal sealed class BufferPool(object sync, Func<SegmentBuffer> create)
{
    private readonly Stack<SegmentBuffer> free = new();
    private readonly List<SegmentBuffer> all = [];
    private int leased;
    private bool stopped;

    public long BytesUsed => all.Sum(b => b.BytesUsed);

    public bool IsEmpty => all.Count == 0;

    public SegmentBuffer Lease()
    {
        lock (sync)
        {
            while (stopped) Monitor.Wait(sync);
            leased++;
            if (free.TryPop(out var buffer)) return buffer;
            buffer = create();
            all.Add(buffer);
            return buffer;
        }
    }

    public void Return(SegmentBuffer buffer)
    {
        lock (sync)
        {
            if (all.Contains(buffer)) free.Push(buffer);
            leased--;
            Monitor.PulseAll(sync);
        }
    }

    /// <summary>Takes a leased buffer out for good; its lease goes on until it is returned. Call with the lock held.</summary>
    public void Retire(SegmentBuffer buffer) => all.Remove(buffer);

    /// <summary>The caller's buffer is the largest, so that it is the one to flush when memory is short. Call with the lock held.</summary>
    public bool IsLargest(SegmentBuffer buffer) => all.TrueForAll(b => b.BytesUsed <= buffer.BytesUsed);

    /// <summary>Waits until no buffer is out, then takes all that have documents while <paramref name="meanwhile"/> runs.</summary>
    public List<SegmentBuffer> TakeAll(Action meanwhile)
    {
        lock (sync)
        {
            while (stopped) Monitor.Wait(sync);
            stopped = true;
            try
            {
                while (leased > 0) Monitor.Wait(sync);
                var taken = all.FindAll(b => b.Documents > 0);
                all.Clear();
                free.Clear();
                meanwhile();
                return taken;
            }
            finally
            {
                stopped = false;
                Monitor.PulseAll(sync);
            }
        }
    }
}
