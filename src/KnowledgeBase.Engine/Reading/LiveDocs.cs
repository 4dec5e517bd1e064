using System.Runtime.CompilerServices;

namespace KnowledgeBase.Engine.Reading;

/// <summary>Which documents of a segment are live: one bit a document. It is never changed; a new state is a new object.</summary>
public sealed class LiveDocs
{
    private readonly ulong[] bits;

    /// <param name="bits">Bit d and 63 of word d >> 6 set for a live document; not copied, and not to be changed afterwards.</param>
    /// <param name="maxDoc">Documents in the segment.</param>
    public LiveDocs(ulong[] bits, int maxDoc)
    {
        this.bits = bits;
        MaxDoc = maxDoc;
        foreach (ulong word in bits)
        {
            Count += System.Numerics.BitOperations.PopCount(word);
        }
    }

    public int MaxDoc { get; }

    /// <summary>Number of live documents.</summary>
    public int Count { get; }

    public ReadOnlySpan<ulong> Words => bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsLive(int doc) => (bits[doc >> 6] >> doc & 1) != 0;
}
