using KnowledgeBase.Engine.Format.Numbers;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.DocValues;

/// <summary>
/// The values of a numeric column by index. Meta: long count, int table size (n: n longs follow; -1: none; -16: blocks),
/// byte width, long min, long gcd, long offset, long length, long jump-table offset. Width 0: all are min; table: codes into it;
/// none: min + gcd × code; blocks of 16384: byte width, long block min, and if the width is not 0 int byte count and codes. Arithmetic wraps.
/// </summary>
public sealed class LongValues
{
    private const int BlockShift = 14;
    private readonly IndexInput data;
    private readonly long[]? table;
    private readonly byte width;
    private readonly long min;
    private readonly long gcd;
    private readonly long jumps = -1;
    private readonly long end;
    private readonly DirectReader codes;

    internal LongValues(ref ByteReader meta, IndexInput data)
    {
        this.data = data;
        Count = meta.ReadInt64();
        int tableSize = meta.ReadInt32();
        if (tableSize > 256 || tableSize < -16 || Count < 0)
        {
            meta.Fail($"impossible table of {tableSize} values");
        }

        if (tableSize >= 0)
        {
            table = new long[tableSize];
            for (int i = 0; i < tableSize; i++)
            {
                table[i] = meta.ReadInt64();
            }
        }

        bool blocks = tableSize < -1;
        if (blocks && tableSize != -2 - BlockShift)
        {
            meta.Fail($"impossible block mark {tableSize}");
        }

        width = meta.ReadByte();
        min = meta.ReadInt64();
        gcd = meta.ReadInt64();
        long offset = meta.ReadInt64();
        long length = meta.ReadInt64();
        long jumpTable = meta.ReadInt64();
        data.Slice(data.Name, offset, length); // within the file?
        end = offset + length;
        if (blocks)
        {
            jumps = jumpTable;
        }
        else if (width != 0)
        {
            codes = new DirectReader(data, offset, width);
        }
    }

    /// <summary>Number of values.</summary>
    public long Count { get; }

    public long Get(long index)
    {
        if (jumps >= 0)
        {
            return InBlock(index);
        }

        if (width == 0)
        {
            return min;
        }

        long code = codes.Get(index);
        if (table is null)
        {
            return unchecked(min + (gcd * code));
        }

        return (ulong)code < (ulong)table.Length ? table[code] : throw new IndexFormatException(data.Name, $"value {code} is not in a table of {table.Length}");
    }

    private long InBlock(long index)
    {
        long at = data.Int64At(jumps + ((index >> BlockShift) * 8));
        int blockWidth = data.ByteAt(at);
        long blockMin = data.Int64At(at + 1);
        return blockWidth == 0
            ? blockMin
            : unchecked(blockMin + (gcd * new DirectReader(data, at + 13, blockWidth).Get(index & ((1 << BlockShift) - 1))));
    }
}
