using System.Numerics;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Numbers;

/// <summary>
/// Writes numbers of a fixed width as one stream of bits, most significant first, the last byte filled up with zero
/// bits. Columns add three zero bytes so that a reader may load whole words; stored fields do not.
/// </summary>
internal ref struct DirectWriter(ByteWriter output, int bits)
{
    private static ReadOnlySpan<byte> Widths => [1, 2, 4, 8, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64];

    private ulong pending;
    private int count;

    /// <summary>Bits that a value needs, at least one.</summary>
    public static int BitsFor(ulong value) => Math.Max(1, 64 - BitOperations.LeadingZeroCount(value));

    /// <summary>The least width a column may use that holds the value.</summary>
    public static int WidthFor(ulong value)
    {
        var needed = BitsFor(value);
        foreach (var width in Widths)
            if (width >= needed) return width;
        return 64;
    }

    /// <summary>Bytes of a column of values of that width, with the three zero bytes.</summary>
    public static long SizeOf(long values, int width) => (values * width + 7) / 8 + 3;

    public void Add(ulong value)
    {
        // The pending bits stand at the low end and are fewer than eight before each value.
        if (bits > 56)
        {
            Push(value >> 32, bits - 32);
            Push(value & 0xFFFFFFFF, 32);
        }
        else
        {
            Push(value, bits);
        }
    }

    /// <summary>Ends a column: fills the last byte and adds the three zero bytes.</summary>
    public void FinishColumn()
    {
        FinishStream();
        output.WriteByte(0);
        output.WriteShort(0);
    }

    /// <summary>Ends a stream: fills the last byte.</summary>
    public void FinishStream()
    {
        if (count == 0) return;
        output.WriteByte((byte)(pending << (8 - count)));
        pending = 0;
        count = 0;
    }

    private void Push(ulong value, int width)
    {
        pending = (pending << width) | value;
        count += width;
        while (count >= 8)
        {
            count -= 8;
            output.WriteByte((byte)(pending >> count));
        }
        pending &= (1UL << count) - 1;
    }
}
