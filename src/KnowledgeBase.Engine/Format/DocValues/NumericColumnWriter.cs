using System.Numerics;
using KnowledgeBase.Engine.Format.Numbers;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.DocValues;

/// <summary>
/// Encodes the values of a numeric column by the cheapest of: one value for all; a table of up to 256 values and codes;
/// least value, greatest common divisor and codes; or blocks of 16,384 each with its own least value and width.
/// </summary>
internal static class NumericColumnWriter
{
    private const int BlockShift = 14, BlockSize = 1 << BlockShift, MaxTable = 256;

    public static void Write(IndexOutput meta, IndexOutput data, ReadOnlySpan<long> values)
    {
        var shape = Shape.Of(values);
        long min = shape.Min, gcd = shape.Gcd;
        int width;
        long[]? table = null;
        var blocks = false;
        if (values.IsEmpty || shape.Min >= shape.Max)
        {
            width = 0;
            meta.WriteInt(-1);
        }
        else if (shape.Distinct is { Count: > 1 } distinct
            && DirectWriter.WidthFor((ulong)distinct.Count - 1) < DirectWriter.WidthFor((ulong)(shape.Max - shape.Min) / (ulong)gcd))
        {
            table = [.. distinct];
            Array.Sort(table);
            width = DirectWriter.WidthFor((ulong)table.Length - 1);
            meta.WriteInt(table.Length);
            foreach (var v in table) meta.WriteLong(v);
            min = 0;
            gcd = 1;
        }
        else if (shape.BlocksPay)
        {
            blocks = true;
            width = 0xFF;
            meta.WriteInt(-2 - BlockShift);
        }
        else
        {
            width = DirectWriter.WidthFor((ulong)(shape.Max - shape.Min) / (ulong)gcd);
            if (gcd == 1 && min > 0 && DirectWriter.WidthFor((ulong)shape.Max) == DirectWriter.WidthFor((ulong)(shape.Max - shape.Min))) min = 0;
            meta.WriteInt(-1);
        }
        meta.WriteByte((byte)width);
        meta.WriteLong(min);
        meta.WriteLong(gcd);
        var start = data.Position;
        meta.WriteLong(start);
        var jumps = -1L;
        if (blocks) jumps = WriteBlocks(data, values, gcd);
        else if (table != null) WriteCodes(data, values, table, width);
        else if (width != 0) WritePlain(data, values, min, gcd, width);
        meta.WriteLong(data.Position - start);
        meta.WriteLong(jumps);
    }

    private static void WriteCodes(IndexOutput data, ReadOnlySpan<long> values, long[] table, int width)
    {
        var codes = new Dictionary<long, ulong>();
        for (var i = 0; i < table.Length; i++) codes[table[i]] = (ulong)i;
        var column = new DirectWriter(data, width);
        foreach (var v in values) column.Add(codes[v]);
        column.FinishColumn();
    }

    private static void WritePlain(ByteWriter data, ReadOnlySpan<long> values, long min, long gcd, int width)
    {
        var column = new DirectWriter(data, width);
        if (gcd == 1)
            foreach (var v in values) column.Add((ulong)(v - min));
        else
            foreach (var v in values) column.Add((ulong)(v - min) / (ulong)gcd);
        column.FinishColumn();
    }

    private static long WriteBlocks(IndexOutput data, ReadOnlySpan<long> values, long gcd)
    {
        var jumps = new List<long>();
        while (!values.IsEmpty)
        {
            var block = values[..Math.Min(BlockSize, values.Length)];
            values = values[block.Length..];
            jumps.Add(data.Position);
            long min = block[0], max = block[0];
            foreach (var v in block)
            {
                min = Math.Min(min, v);
                max = Math.Max(max, v);
            }
            var width = min == max ? 0 : DirectWriter.WidthFor((ulong)(max - min) / (ulong)gcd);
            data.WriteByte((byte)width);
            data.WriteLong(min);
            if (width == 0) continue;
            data.WriteInt((int)DirectWriter.SizeOf(block.Length, width));
            WritePlain(data, block, min, gcd, width);
        }
        var table = data.Position;
        foreach (var jump in jumps) data.WriteLong(jump);
        data.WriteLong(table);
        return table;
    }

    private sealed class Shape
    {
        public long Min = long.MaxValue, Max = long.MinValue, Gcd = 1;
        public HashSet<long>? Distinct = [];
        public bool BlocksPay;

        public static Shape Of(ReadOnlySpan<long> values)
        {
            var s = new Shape();
            if (values.IsEmpty)
            {
                s.Min = s.Max = 0;
                return s;
            }
            ulong gcd = 0;
            var wide = false;
            var blockBits = 0.0;
            long blockMin = long.MaxValue, blockMax = long.MinValue;
            for (var i = 0; i < values.Length; i++)
            {
                var v = values[i];
                wide |= v is < -(1L << 62) or > 1L << 62;
                if (!wide && gcd != 1 && i > 0) gcd = Gcd2(gcd, (ulong)Math.Abs(v - values[0]));
                blockMin = Math.Min(blockMin, v);
                blockMax = Math.Max(blockMax, v);
                if (s.Distinct != null && s.Distinct.Add(v) && s.Distinct.Count > MaxTable) s.Distinct = null;
                if ((i + 1) % BlockSize != 0 && i + 1 != values.Length) continue;
                s.Min = Math.Min(s.Min, blockMin);
                s.Max = Math.Max(s.Max, blockMax);
                if (blockMax > blockMin) blockBits += (double)DirectWriter.WidthFor((ulong)(blockMax - blockMin)) * (i % BlockSize + 1);
                blockMin = long.MaxValue;
                blockMax = long.MinValue;
            }
            s.Gcd = wide || gcd == 0 ? 1 : (long)gcd;
            if (s.Max > s.Min) s.BlocksPay = blockBits / ((double)DirectWriter.WidthFor((ulong)(s.Max - s.Min)) * values.Length) <= 0.9;
            return s;
        }

        private static ulong Gcd2(ulong a, ulong b)
        {
            while (b != 0) (a, b) = (b, a % b);
            return a;
        }
    }
}
