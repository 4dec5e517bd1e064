namespace KnowledgeBase.Engine.Writing.Buffering;

/// <summary>An array that grows at its end, with its memory in plain sight.</summary>
internal struct GrowingArray<T>()
    where T : unmanaged
{
    private T[] items = [];

    public int Count { get; private set; }

    public readonly long BytesUsed
    {
        get
        {
            unsafe
            {
                return (long)items.Length * sizeof(T);
            }
        }
    }

    public readonly ref T this[int index] => ref items[index];

    public readonly Span<T> Span => items.AsSpan(0, Count);

    public void Add(T item)
    {
        if (Count == items.Length) Reserve(1);
        items[Count++] = item;
    }

    public void AddRange(ReadOnlySpan<T> range)
    {
        if (items.Length - Count < range.Length) Reserve(range.Length);
        range.CopyTo(items.AsSpan(Count));
        Count += range.Length;
    }

    private void Reserve(int more) =>
        Array.Resize(ref items, (int)Math.Min(Array.MaxLength, Math.Max(checked((long)Count + more), Math.Max(16L, Count + (long)(Count >> 1)))));
}
