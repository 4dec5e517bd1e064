using KnowledgeBase.Engine.Format.Numbers;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.DocValues;

/// <summary>
/// The sorted distinct values of a sorted or sorted-set column. Meta: vLong n, int 4, int 16, monotonic list of block starts,
/// int longest, long offset and length of the data, of the block starts, int 10, monotonic list of key ends, long offset and length of the keys, of the key ends.
/// Data, 16 terms a block: first vInt length and bytes; others byte min(p,15) | min(s-1,15) shifted by 4, vInt p-15 if p is 15 or more, vInt s-16 if s is 16 or more, s bytes.
/// </summary>
public sealed class OrdinalTerms
{
    private readonly IndexInput data;
    private readonly long start;
    private readonly long length;
    private readonly int longest;
    private readonly int shift;
    private const int MostKept = 1 << 14;
    private readonly DirectMonotonicReader blocks;
    private byte[]?[]? kept;

    internal OrdinalTerms(ref ByteReader meta, IndexInput data)
    {
        this.data = data;
        Count = meta.ReadVLong();
        shift = meta.ReadInt32();
        int monotonic = meta.ReadInt32();
        if (shift is < 0 or > 20)
        {
            meta.Fail($"impossible block size 2^{shift} of a list of terms");
        }

        blocks = new DirectMonotonicReader(ref meta, (Count + (1L << shift) - 1) >> shift, monotonic);
        longest = meta.ReadInt32();
        start = meta.ReadInt64();
        length = meta.ReadInt64();
        long startsAt = meta.ReadInt64();
        meta.ReadInt64();
        int reverse = meta.ReadInt32();
        if (reverse is < 0 or > 30 || longest < 0 || longest > 1 << 24)
        {
            meta.Fail("impossible index of a list of terms");
        }

        _ = new DirectMonotonicReader(ref meta, 1 + ((Count + (1L << reverse) - 1) >> reverse), monotonic);
        meta.ReadInt64();
        meta.ReadInt64();
        meta.ReadInt64();
        meta.ReadInt64();
        data.Slice(data.Name, start, length);
        blocks.Attach(data, startsAt);
    }

    /// <summary>Number of distinct values.</summary>
    public long Count { get; }

    /// <summary>The value of an ordinal, which must be at least 0 and below <see cref="Count"/>.</summary>
    public byte[] Get(long ordinal)
    {
        var buffer = new byte[longest];
        int size = Read(ordinal, buffer);
        return buffer.AsSpan(0, size).ToArray();
    }

    /// <summary>The ordinal of a value, or the complement (~) of the ordinal it would have.</summary>
    public long Find(ReadOnlySpan<byte> value)
    {
        var buffer = new byte[longest];
        long low = 0;
        long high = blocks.Count - 1;
        while (low < high)
        {
            long middle = (low + high + 1) >>> 1;
            int size = Read(middle << shift, buffer);
            if (buffer.AsSpan(0, size).SequenceCompareTo(value) <= 0)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        long ordinal = low << shift;
        for (long end = Math.Min(Count, ordinal + (1L << shift)); ordinal < end; ordinal++)
        {
            int order = buffer.AsSpan(0, Read(ordinal, buffer)).SequenceCompareTo(value);
            if (order >= 0)
            {
                return order == 0 ? ordinal : ~ordinal;
            }
        }

        return ~ordinal;
    }

    /// <summary>The value of an ordinal, read once and kept where values are few; not to be changed.</summary>
    internal byte[] Shared(long ordinal)
    {
        if (Count > MostKept)
        {
            return Get(ordinal);
        }

        kept ??= new byte[Count][];
        return kept[Check(ordinal)] ??= Get(ordinal);
    }

    internal long Check(long ordinal) => (ulong)ordinal < (ulong)Count
        ? ordinal
        : throw new IndexFormatException(data.Name, $"value number {ordinal} does not exist, there are {Count}");

    private int Read(long ordinal, byte[] buffer)
    {
        Check(ordinal);
        long from = blocks.Get(ordinal >> shift);
        if (from < 0 || from > length)
        {
            throw new IndexFormatException(data.Name, "a block of values begins outside the data");
        }

        var reader = data.Reader(start + from, length - from);
        int size = reader.ReadCount(longest);
        reader.ReadBytes(size).CopyTo(buffer);
        for (long i = ordinal & ((1L << shift) - 1); i > 0; i--)
        {
            int token = reader.ReadByte();
            int prefix = token & 15;
            int suffix = (token >> 4) + 1;
            if (prefix == 15)
            {
                prefix += reader.ReadCount(longest);
            }

            if (suffix == 16)
            {
                suffix += reader.ReadCount(longest);
            }

            if (prefix > size || prefix + suffix > longest)
            {
                reader.Fail("a value is longer than the longest");
            }

            reader.ReadBytes(suffix).CopyTo(buffer.AsSpan(prefix));
            size = prefix + suffix;
        }

        return size;
    }
}
