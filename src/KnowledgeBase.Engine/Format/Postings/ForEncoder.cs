using System.Numerics;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Postings;

/// <summary>
/// Packs blocks of 128 numbers. FOR gives each number the same width and lays the numbers out in lanes of 8, 16 or 32 bits
/// of 64-bit words, so that a reader unpacks whole words at once; PFOR lets up to three large numbers stick out;
/// FORDELTA is FOR with a short form for a run of ones.
/// </summary>
internal sealed class ForEncoder
{
    public const int BlockSize = 128;

    private readonly ulong[] words = new ulong[64];
    private readonly ulong[] packed = new ulong[64];
    private readonly int[] patched = new int[BlockSize];

    /// <summary>Byte width (0: all are 1), then the numbers, each at least 1.</summary>
    public void WriteDeltas(ByteWriter output, ReadOnlySpan<int> values)
    {
        if (values.IndexOfAnyExcept(1) < 0)
        {
            output.WriteByte(0);
            return;
        }
        var all = 0;
        foreach (var v in values) all |= v;
        var bits = BitsFor(all);
        output.WriteByte((byte)bits);
        Write(output, values, bits);
    }

    /// <summary>Byte exceptions and width (0: all are the number that follows), the low bits of all, then the high bits of the exceptions.</summary>
    public void WritePatched(ByteWriter output, ReadOnlySpan<int> values)
    {
        int first = 0, second = 0, third = 0, fourth = 0;
        foreach (var v in values)
        {
            if (v <= fourth) continue;
            if (v > first) (first, second, third, fourth) = (v, first, second, third);
            else if (v > second) (second, third, fourth) = (v, second, third);
            else if (v > third) (third, fourth) = (v, third);
            else fourth = v;
        }
        var most = BitsFor(first);
        var bits = Math.Max(BitsFor(fourth), most - 8);
        var limit = (int)((1L << bits) - 1);
        Span<byte> exceptions = stackalloc byte[6];
        var count = 0;
        values.CopyTo(patched);
        if (first > limit)
        {
            for (var i = 0; i < patched.Length; i++)
            {
                if (patched[i] <= limit) continue;
                exceptions[2 * count] = (byte)i;
                exceptions[2 * count + 1] = (byte)(patched[i] >> bits);
                count++;
                patched[i] &= limit;
            }
        }
        if (most <= 8 && patched.AsSpan().IndexOfAnyExcept(patched[0]) < 0)
        {
            for (var i = 0; i < count; i++) exceptions[2 * i + 1] = (byte)(exceptions[2 * i + 1] << bits);
            output.WriteByte((byte)(count << 5));
            output.WriteVLong(patched[0]);
        }
        else
        {
            output.WriteByte((byte)(count << 5 | bits));
            Write(output, patched, bits);
        }
        output.WriteBytes(exceptions[..(2 * count)]);
    }

    /// <summary>128 numbers below 2^bits, in 16 bytes for each bit of width.</summary>
    public void Write(ByteWriter output, ReadOnlySpan<int> values, int bits)
    {
        var lane = bits <= 8 ? 8 : bits <= 16 ? 16 : 32;
        var count = 2 * lane;
        for (var w = 0; w < count; w++)
        {
            ulong word = 0;
            for (var i = w; i < BlockSize; i += count) word = (word << lane) | (uint)values[i];
            words[w] = word;
        }
        var outputs = 2 * bits;
        var each = lane / bits;
        Array.Clear(packed, 0, outputs);
        for (var r = 0; r < each; r++)
        {
            var shift = lane - bits * (r + 1);
            for (var q = 0; q < outputs; q++) packed[q] |= words[r * outputs + q] << shift;
        }
        var rest = lane - each * bits;
        if (rest > 0) PackRest(each * outputs, bits, rest, lane);
        for (var q = 0; q < outputs; q++) output.WriteLongLittleEndian(packed[q]);
    }

    /// <summary>Deals the bits of the last words, most significant first, over the bits left at the low end of each lane.</summary>
    private void PackRest(int word, int bits, int rest, int lane)
    {
        var left = bits;
        for (var q = 0; q < 2 * bits; q++)
        {
            var need = rest;
            while (need > 0)
            {
                var take = Math.Min(need, left);
                packed[q] |= ((words[word] >> (left - take)) & Lanes(lane, take)) << (need - take);
                need -= take;
                left -= take;
                if (left > 0) continue;
                word++;
                left = bits;
            }
        }
    }

    private static ulong Lanes(int lane, int bits)
    {
        var mask = (1UL << bits) - 1;
        return lane switch
        {
            8 => mask * 0x0101010101010101,
            16 => mask * 0x0001000100010001,
            _ => mask * 0x0000000100000001,
        };
    }

    private static int BitsFor(int value) => Math.Max(1, 32 - BitOperations.LeadingZeroCount((uint)value));
}
