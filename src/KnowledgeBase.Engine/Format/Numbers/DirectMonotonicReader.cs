using System.Runtime.CompilerServices;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Numbers;

/// <summary>
/// A non-decreasing list in blocks of 2^shift numbers, each block a straight line plus packed deltas.
/// Meta per block: long min, int bits of the float slope, long offset of the block's data, byte width.
/// </summary>
public sealed class DirectMonotonicReader
{
    private readonly int shift;
    private readonly long mask;
    private readonly long[] mins;
    private readonly float[] slopes;
    private readonly DirectReader[] deltas;
    private readonly bool[] flat;
    private readonly long[] offsets;
    private readonly byte[] widths;

    /// <summary>Reads the meta data only; <see cref="Attach"/> must follow before the first <see cref="Get"/>.</summary>
    public DirectMonotonicReader(ref ByteReader meta, long count, int shift)
    {
        if (shift is < 2 or > 22 || count < 0)
        {
            meta.Fail($"impossible list of {count} numbers in blocks of 2^{shift}");
        }

        this.shift = shift;
        mask = (1L << shift) - 1;
        long blocks = (count + mask) >> shift;
        if (blocks > meta.Remaining / 21)
        {
            meta.Fail($"a list of {count} numbers does not fit");
        }

        Count = count;
        mins = new long[blocks];
        slopes = new float[blocks];
        offsets = new long[blocks];
        widths = new byte[blocks];
        deltas = new DirectReader[blocks];
        flat = new bool[blocks];
        for (int i = 0; i < blocks; i++)
        {
            mins[i] = meta.ReadInt64();
            slopes[i] = BitConverter.Int32BitsToSingle(meta.ReadInt32());
            offsets[i] = meta.ReadInt64();
            widths[i] = meta.ReadByte();
        }
    }

    /// <summary>Numbers in the list.</summary>
    public long Count { get; }

    /// <summary>Says where the deltas are.</summary>
    public DirectMonotonicReader Attach(IndexInput data, long start)
    {
        for (int i = 0; i < deltas.Length; i++)
        {
            flat[i] = widths[i] == 0;
            if (!flat[i])
            {
                deltas[i] = new DirectReader(data, start + offsets[i], widths[i]);
            }
        }

        return this;
    }

    /// <summary>The number at a place and the next one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (long This, long Next) Pair(long index)
    {
        int block = (int)(index >> shift);
        long j = index & mask;
        if (j == mask)
        {
            return (Get(index), Get(index + 1));
        }

        long min = mins[block];
        float slope = slopes[block];
        long first = min + (long)(slope * (float)j);
        long second = min + (long)(slope * (float)(j + 1));
        if (!flat[block])
        {
            ref readonly var packed = ref deltas[block];
            first += packed.Get(j);
            second += packed.Get(j + 1);
        }

        return (first, second);
    }

    public long Get(long index)
    {
        int block = (int)(index >> shift);
        long j = index & mask;
        long value = mins[block] + (long)(slopes[block] * (float)j);
        return flat[block] ? value : value + deltas[block].Get(j);
    }
}
