using System.Numerics;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Search.Matching;

/// <summary>
/// Matches the documents of one segment, a window of <see cref="Window.Size"/> documents at a time, in ascending order.
/// Within a window sets are bits, so that AND, OR and NOT of any query are a few words of memory.
/// </summary>
internal abstract class Matcher
{
    /// <summary>Writes which documents of the window match. Called once for each window.</summary>
    public abstract void Match(in Window window, Span<ulong> into);

    /// <summary>The score of a document that matched in the window matched last, by its place in the window.</summary>
    public virtual float Score(int place) => 0;
}

/// <summary>Documents <paramref name="Start"/> to before <paramref name="End"/> of a segment.</summary>
internal readonly record struct Window(int Start, int End)
{
    public const int Size = 4096;
    public const int Words = Size / 64;

    /// <summary>Places that a window of the segment has at most: a small segment needs small arrays.</summary>
    public static int PlacesIn(SegmentReader segment) => Math.Min(Size, segment.MaxDoc);
}

/// <summary>Sets of the places of a window.</summary>
internal static class Bits
{
    public static void Set(Span<ulong> bits, int place) => bits[place >> 6] |= 1UL << place;

    public static bool Has(ReadOnlySpan<ulong> bits, int place) => (bits[place >> 6] >> place & 1) != 0;

    public static void And(Span<ulong> bits, ReadOnlySpan<ulong> with)
    {
        for (var i = 0; i < bits.Length; i++)
        {
            bits[i] &= with[i];
        }
    }

    public static void AndNot(Span<ulong> bits, ReadOnlySpan<ulong> without)
    {
        for (var i = 0; i < bits.Length; i++)
        {
            bits[i] &= ~without[i];
        }
    }

    public static void Or(Span<ulong> bits, ReadOnlySpan<ulong> with)
    {
        for (var i = 0; i < bits.Length; i++)
        {
            bits[i] |= with[i];
        }
    }

    /// <summary>The places 0 to before <paramref name="count"/>.</summary>
    public static void Fill(Span<ulong> bits, int count)
    {
        bits.Clear();
        bits[..(count >> 6)].Fill(ulong.MaxValue);
        if ((count & 63) != 0)
        {
            bits[count >> 6] = (1UL << count) - 1;
        }
    }

    public static bool Overlap(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        for (var i = 0; i < a.Length; i++)
        {
            if ((a[i] & b[i]) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first place at or after <paramref name="from"/>, or -1.</summary>
    public static int Next(ReadOnlySpan<ulong> bits, int from)
    {
        var word = from >> 6;
        if (word >= bits.Length)
        {
            return -1;
        }

        var rest = bits[word] & (ulong.MaxValue << from);
        while (rest == 0)
        {
            if (++word >= bits.Length)
            {
                return -1;
            }

            rest = bits[word];
        }

        return (word << 6) + BitOperations.TrailingZeroCount(rest);
    }
}
