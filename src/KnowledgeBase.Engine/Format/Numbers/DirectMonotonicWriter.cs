using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Numbers;

/// <summary>
/// Writes a list of numbers that never falls, in blocks of 2^shift, as the distance of each from a straight line.
/// Per block, to the meta file: long least, int bits of the slope, long offset of the data, byte width;
/// to the data file the distances as a column.
/// </summary>
internal static class DirectMonotonicWriter
{
    public static void Write(ByteWriter meta, ByteWriter data, ReadOnlySpan<long> values, int shift)
    {
        var start = data.Position;
        var blockSize = 1 << shift;
        while (!values.IsEmpty)
        {
            var block = values[..Math.Min(blockSize, values.Length)];
            values = values[block.Length..];
            WriteBlock(meta, data, block, start);
        }
    }

    private static void WriteBlock(ByteWriter meta, ByteWriter data, ReadOnlySpan<long> block, long start)
    {
        var slope = (float)((double)(block[^1] - block[0]) / Math.Max(1, block.Length - 1));
        var least = long.MaxValue;
        for (var i = 0; i < block.Length; i++) least = Math.Min(least, block[i] - Expected(slope, i));
        ulong all = 0;
        for (var i = 0; i < block.Length; i++) all |= (ulong)(block[i] - Expected(slope, i) - least);
        meta.WriteLong(least);
        meta.WriteInt(BitConverter.SingleToInt32Bits(slope));
        meta.WriteLong(data.Position - start);
        if (all == 0)
        {
            meta.WriteByte(0);
            return;
        }
        var width = DirectWriter.WidthFor(all);
        meta.WriteByte((byte)width);
        var column = new DirectWriter(data, width);
        for (var i = 0; i < block.Length; i++) column.Add((ulong)(block[i] - Expected(slope, i) - least));
        column.FinishColumn();
    }

    private static long Expected(float slope, int index) => (long)(slope * (float)index);
}
