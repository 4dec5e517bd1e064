namespace KnowledgeBase.Engine.Writing;

/// <summary>
/// Gives every addition and deletion its sequence number, and keeps deletions until all documents before them have seen
/// them. Callers hold the writer's state lock.
/// </summary>
internal sealed class DeleteLog
{
    private readonly List<PendingDeletes> frozen = [];
    private PendingDeletes pending = new();

    /// <summary>The latest number given.</summary>
    public long Sequence { get; private set; }

    public bool IsEmpty => pending.IsEmpty && frozen.Count == 0;

    public long BytesUsed => pending.BytesUsed + frozen.Sum(f => f.BytesUsed);

    public long Next() => ++Sequence;

    public long Add(string field, ReadOnlySpan<byte> term)
    {
        pending.Add(field, term, ++Sequence);
        return Sequence;
    }

    /// <summary>All deletions up to <see cref="Sequence"/>, no longer changing.</summary>
    public PendingDeletes[] Freeze()
    {
        if (!pending.IsEmpty)
        {
            frozen.Add(pending);
            pending = new PendingDeletes();
        }
        return [.. frozen];
    }

    /// <summary>Forgets deletions that every document before them has seen.</summary>
    public void Forget(IReadOnlyCollection<PendingDeletes> applied) => frozen.RemoveAll(applied.Contains);

    public void Clear()
    {
        frozen.Clear();
        pending = new PendingDeletes();
    }
}
