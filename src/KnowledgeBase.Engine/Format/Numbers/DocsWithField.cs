using System.Numerics;
using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Numbers;

/// <summary>
/// Which documents of a segment have a value, and the how-manieth value a document's is (the format's IndexedDISI).
/// Blocks of 65,536 documents by their upper 16 bits: short block, short count - 1, then up to 4095 documents as shorts,
/// or a rank table (a short per 512 documents) and 1024 longs of bits, or nothing when all are there; a sentinel block ends the list.
/// Random access: the blocks are found once, on opening. Safe for any number of threads.
/// </summary>
public sealed class DocsWithField
{
    private const int All = -1;
    private const int None = -2;
    private const int SparseLimit = 4095;
    private readonly IndexInput? input;
    private readonly int maxDoc;
    private readonly Block[] blocks = [];

    private DocsWithField(int maxDoc, int count)
    {
        this.maxDoc = maxDoc;
        Count = count;
    }

    private DocsWithField(IndexInput input, int maxDoc, Block[] blocks, int count)
        : this(maxDoc, count)
    {
        this.input = input;
        this.blocks = blocks;
    }

    /// <summary>Number of documents with a value.</summary>
    public int Count { get; }

    public bool IsAll => Count == maxDoc;

    /// <summary>Reads the four numbers of the meta data: long offset (-2 none, -1 all), long length, short jump entries, byte rank power.</summary>
    public static DocsWithField Read(ref ByteReader meta, IndexInput data, int maxDoc)
    {
        long offset = meta.ReadInt64();
        long length = meta.ReadInt64();
        int jumps = meta.ReadInt16();
        int rankPower = (sbyte)meta.ReadByte();
        if (offset is None or All)
        {
            return new DocsWithField(maxDoc, offset == All ? maxDoc : 0);
        }

        if (rankPower is not -1 and (< 7 or > 15))
        {
            meta.Fail($"impossible rank power {rankPower}");
        }

        int rankBytes = rankPower < 0 ? 0 : (65536 >> rankPower) * 2;
        var blocks = new Block[(maxDoc >> 16) + 1];
        long at = offset;
        long end = offset + length - (jumps * 8L);
        int count = 0;
        int previous = -1;
        while (true)
        {
            if (at + 4 > end)
            {
                throw new IndexFormatException(data.Name, "a list of documents with values has no end");
            }

            int number = (ushort)data.Int16At(at);
            int size = (ushort)data.Int16At(at + 2) + 1;
            if (number == 0x7FFF)
            {
                break;
            }

            if (number <= previous || number >= blocks.Length)
            {
                throw new IndexFormatException(data.Name, $"block {number} of documents with values is out of order");
            }

            previous = number;
            long body = at + 4;
            var kind = size <= SparseLimit ? Kind.Sparse : size == 65536 ? Kind.Full : Kind.Dense;
            blocks[number] = new Block(kind, count, size, body, rankPower);
            at = kind switch { Kind.Sparse => body + (size * 2L), Kind.Dense => body + rankBytes + 8192, _ => body };
            count += size;
        }

        if (count > maxDoc)
        {
            throw new IndexFormatException(data.Name, $"{count} documents have values, but there are only {maxDoc}");
        }

        return new DocsWithField(data, maxDoc, blocks, count);
    }

    /// <summary>Number of documents with a value before <paramref name="doc"/> if it has one itself, else -1.</summary>
    public int IndexOf(int doc)
    {
        if (input is null)
        {
            return Count == 0 ? -1 : doc;
        }

        ref readonly Block block = ref blocks[doc >> 16];
        int low = doc & 0xFFFF;
        switch (block.Kind)
        {
            case Kind.Full:
                return block.Before + low;
            case Kind.Sparse:
                int found = SparseCeiling(block, low);
                return found < block.Size && SparseAt(block, found) == low ? block.Before + found : -1;
            case Kind.Dense:
                long bits = block.Start + RankBytes(block);
                ulong word = (ulong)input.Int64At(bits + ((low >> 6) * 8L));
                if ((word >> (low & 63) & 1) == 0)
                {
                    return -1;
                }

                int from = 0;
                int rank = 0;
                if (block.RankPower >= 0)
                {
                    int entry = low >> block.RankPower;
                    rank = (ushort)input.Int16At(block.Start + (entry * 2L));
                    from = entry << (block.RankPower - 6);
                }

                for (; from < low >> 6; from++)
                {
                    rank += BitOperations.PopCount((ulong)input.Int64At(bits + (from * 8L)));
                }

                return block.Before + rank + BitOperations.PopCount(word & ((1UL << (low & 63)) - 1));
            default:
                return -1;
        }
    }

    /// <summary><see cref="IndexOf"/> for ascending documents, one after another, leaving out those without a value; returns how many have one.</summary>
    public int Indexes(ReadOnlySpan<int> docs, Span<int> indexes)
    {
        if (input is null)
        {
            docs.CopyTo(indexes);
            return Count == 0 ? 0 : docs.Length;
        }

        int found = 0;
        while (!docs.IsEmpty)
        {
            int number = docs[0] >> 16;
            int here = docs.Length;
            if (docs[^1] >> 16 != number)
            {
                here = docs.BinarySearch((number + 1) << 16);
                here = here < 0 ? ~here : here;
            }

            ref readonly Block block = ref blocks[number];
            found += block.Kind switch
            {
                Kind.Full => FullIndexes(block, docs[..here], indexes[found..]),
                Kind.Dense => DenseIndexes(block, docs[..here], indexes[found..]),
                Kind.Sparse => SparseIndexes(block, docs[..here], indexes[found..]),
                _ => 0,
            };
            docs = docs[here..];
        }

        return found;
    }

    /// <summary>The first document at or after <paramref name="doc"/> that has a value; <see cref="int.MaxValue"/> when none has.</summary>
    public int Next(int doc)
    {
        if (doc >= maxDoc)
        {
            return int.MaxValue;
        }

        if (input is null)
        {
            return Count == 0 ? int.MaxValue : doc;
        }

        for (int number = doc >> 16, low = doc & 0xFFFF; number < blocks.Length; number++, low = 0)
        {
            ref readonly Block block = ref blocks[number];
            int found = -1;
            if (block.Kind == Kind.Full)
            {
                found = low;
            }
            else if (block.Kind == Kind.Sparse)
            {
                int i = SparseCeiling(block, low);
                found = i < block.Size ? SparseAt(block, i) : -1;
            }
            else if (block.Kind == Kind.Dense)
            {
                long bits = block.Start + RankBytes(block);
                ulong word = (ulong)input.Int64At(bits + ((low >> 6) * 8L)) & (ulong.MaxValue << (low & 63));
                int w = low >> 6;
                while (word == 0 && ++w < 1024)
                {
                    word = (ulong)input.Int64At(bits + (w * 8L));
                }

                found = word == 0 ? -1 : (w << 6) + BitOperations.TrailingZeroCount(word);
            }

            if (found >= 0)
            {
                int next = (number << 16) | found;
                return next < maxDoc ? next : int.MaxValue;
            }
        }

        return int.MaxValue;
    }

    private static int FullIndexes(in Block block, ReadOnlySpan<int> docs, Span<int> indexes)
    {
        for (int i = 0; i < docs.Length; i++)
        {
            indexes[i] = block.Before + (docs[i] & 0xFFFF);
        }

        return docs.Length;
    }

    private int DenseIndexes(in Block block, ReadOnlySpan<int> docs, Span<int> indexes)
    {
        long bits = block.Start + RankBytes(block);
        int at = -1;
        int rank = 0;
        ulong word = 0;
        int found = 0;
        foreach (int doc in docs)
        {
            int low = doc & 0xFFFF;
            if (low >> 6 != at)
            {
                rank = RankOf(block, bits, low >> 6, at, rank);
                at = low >> 6;
                word = (ulong)input!.Int64At(bits + (at * 8L));
            }

            indexes[found] = block.Before + rank + BitOperations.PopCount(word & ((1UL << low) - 1));
            found += (int)(word >> low & 1);
        }

        return found;
    }

    // Documents with a value before a word of bits, counted from the word before or from the rank table, whichever is nearer.
    private int RankOf(in Block block, long bits, int word, int knownWord, int knownRank)
    {
        int from = Math.Max(knownWord, 0);
        int rank = knownRank;
        int entry = block.RankPower < 0 ? 0 : word >> (block.RankPower - 6);
        if (block.RankPower >= 0 && entry << (block.RankPower - 6) > from)
        {
            from = entry << (block.RankPower - 6);
            rank = (ushort)input!.Int16At(block.Start + (entry * 2L));
        }

        for (; from < word; from++)
        {
            rank += BitOperations.PopCount((ulong)input!.Int64At(bits + (from * 8L)));
        }

        return rank;
    }

    private int SparseIndexes(in Block block, ReadOnlySpan<int> docs, Span<int> indexes)
    {
        const int Near = 16;
        var list = input!.Span(block.Start, block.Size * 2);
        int at = SparseCeiling(block, docs[0] & 0xFFFF);
        int found = 0;
        foreach (int doc in docs)
        {
            int low = doc & 0xFFFF;
            int here = -1;
            for (int steps = 0; at < block.Size && (here = (list[2 * at] << 8) | list[(2 * at) + 1]) < low; at++)
            {
                if (++steps == Near)
                {
                    at = SparseCeiling(block, low) - 1;
                }
            }

            if (at == block.Size)
            {
                break;
            }

            indexes[found] = block.Before + at;
            found += here == low ? 1 : 0;
        }

        return found;
    }

    private static int RankBytes(in Block block) => block.RankPower < 0 ? 0 : (65536 >> block.RankPower) * 2;

    private int SparseAt(in Block block, int i) => (ushort)input!.Int16At(block.Start + (i * 2L));

    private int SparseCeiling(in Block block, int low)
    {
        int from = 0;
        int to = block.Size;
        while (from < to)
        {
            int middle = (from + to) >>> 1;
            if (SparseAt(block, middle) < low)
            {
                from = middle + 1;
            }
            else
            {
                to = middle;
            }
        }

        return from;
    }

    private enum Kind : byte
    {
        Empty,
        Sparse,
        Dense,
        Full,
    }

    private readonly record struct Block(Kind Kind, int Before, int Size, long Start, int RankPower);
}
