using System.Numerics;

namespace KnowledgeBase.Engine.Writing;

/// <summary>One bit a document, set while it is live; bits past the last document are clear, as the .liv file wants them.</summary>
internal static class LiveBits
{
    public static ulong[] AllLive(int maxDoc)
    {
        var bits = new ulong[(maxDoc + 63) / 64];
        Array.Fill(bits, ulong.MaxValue);
        if (maxDoc % 64 != 0) bits[^1] = (1UL << (maxDoc % 64)) - 1;
        return bits;
    }

    public static bool IsLive(ReadOnlySpan<ulong> bits, int document) => (bits[document >> 6] >> document & 1) != 0;

    /// <summary>False when the document was deleted already.</summary>
    public static bool Delete(Span<ulong> bits, int document)
    {
        var mask = 1UL << document;
        if ((bits[document >> 6] & mask) == 0) return false;
        bits[document >> 6] &= ~mask;
        return true;
    }

    public static int Count(ReadOnlySpan<ulong> bits)
    {
        var n = 0;
        foreach (var word in bits) n += BitOperations.PopCount(word);
        return n;
    }
}
