using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Points;

/// <summary>
/// The points of one field of a segment: whole numbers in a balanced tree of leaves (one dimension of a BKD tree, after
/// O. Procopiuc et al., "Bkd-tree", 2003), each number eight bytes big-endian with the sign bit flipped.
/// </summary>
public sealed class FieldPoints
{
    private readonly IndexInput index;
    private readonly IndexInput data;
    private readonly int leaves;
    private readonly int perLeaf;
    private readonly int maxDoc;

    internal FieldPoints(IndexInput index, IndexInput data, int leaves, int perLeaf, int maxDoc)
    {
        this.index = index;
        this.data = data;
        this.leaves = leaves;
        this.perLeaf = perLeaf;
        this.maxDoc = maxDoc;
    }

    public required long Min { get; init; }

    public required long Max { get; init; }

    /// <summary>Number of points.</summary>
    public required long Count { get; init; }

    /// <summary>Number of documents with a point.</summary>
    public required int DocCount { get; init; }


    /// <summary>What a visitor is given.</summary>
    public interface IVisitor
    {
        /// <summary>Whether values matter; where they do not, those of leaves that lie within the range as a whole are left unread and 0 is given.</summary>
        static abstract bool WantsValues { get; }

        /// <summary>One point within the range.</summary>
        void Visit(int doc, long value);
    }

    public static long Decode(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64BigEndian(bytes) ^ long.MinValue;

    /// <summary>Visits all points from <paramref name="min"/> to <paramref name="max"/>, both included, in order of value, then document.</summary>
    public void Visit<TVisitor>(long min, long max, ref TVisitor visitor)
        where TVisitor : IVisitor
    {
        if (max < Min || min > Max || min > max)
        {
            return;
        }

        // The tree is walked in pre-order; nodes are as deep as the binary logarithm of the leaves.
        var reader = index.Reader();
        long root = reader.ReadVLong();
        int[] docs = ArrayPool<int>.Shared.Rent(perLeaf);
        long[] values = ArrayPool<long>.Shared.Rent(perLeaf);
        Walk(ref reader, leaves, root, 0, negative: false, (ulong)Min ^ SignBit, (ulong)Max ^ SignBit, (ulong)min ^ SignBit, (ulong)max ^ SignBit, docs, values, ref visitor, 0);
        ArrayPool<int>.Shared.Return(docs);
        ArrayPool<long>.Shared.Return(values);
    }

    private const ulong SignBit = 1UL << 63;

    private void Walk<TVisitor>(ref ByteReader reader, int count, long position, ulong last, bool negative, ulong cellMin, ulong cellMax, ulong min, ulong max, int[] docs, long[] values, ref TVisitor visitor, int depth)
        where TVisitor : IVisitor
    {
        if (count == 1)
        {
            if (cellMax >= min && cellMin <= max)
            {
                VisitLeaf(position, cellMin >= min && cellMax <= max, min, max, docs, values, ref visitor);
            }

            return;
        }

        if (depth > 40)
        {
            reader.Fail("the point tree is too deep");
        }

        int code = reader.ReadCount();
        int prefix = code % 9;
        int delta = code / 9;
        ulong split = last;
        if (prefix < 8)
        {
            int at = 56 - (8 * prefix);
            int top = (int)(last >> at & 0xFF) + (negative ? -delta : delta);
            if (top is < 0 or > 255)
            {
                reader.Fail("a split value of the point tree is impossible");
            }

            split = prefix == 0 ? 0 : last >> (at + 8) << (at + 8);
            split |= (ulong)top << at;
            for (at -= 8; at >= 0; at -= 8)
            {
                split |= (ulong)reader.ReadByte() << at;
            }
        }

        int full = 1 << BitOperations.Log2((uint)count);
        int left = (full >> 1) + Math.Min(count - full, full >> 1);
        int leftBytes = left > 1 ? reader.ReadCount(reader.Remaining) : 0;
        int right = reader.Position + leftBytes;
        if (split >= min && cellMin <= max)
        {
            Walk(ref reader, left, position, split, true, cellMin, split, min, max, docs, values, ref visitor, depth + 1);
        }

        reader.Position = right;
        if (split <= max && cellMax >= min)
        {
            long rightPosition = position + reader.ReadVLong();
            Walk(ref reader, count - left, rightPosition, split, false, split, cellMax, min, max, docs, values, ref visitor, depth + 1);
        }
    }

    private void VisitLeaf<TVisitor>(long position, bool whole, ulong min, ulong max, int[] docs, long[] values, ref TVisitor visitor)
        where TVisitor : IVisitor
    {
        var reader = data.Reader(position);
        int count = ReadDocs(ref reader, docs);
        if (whole && !TVisitor.WantsValues)
        {
            foreach (int doc in docs.AsSpan(0, count))
            {
                if ((uint)doc >= (uint)maxDoc)
                {
                    FailDoc(doc, reader);
                }

                visitor.Visit(doc, 0);
            }

            return;
        }

        ReadValues(ref reader, values.AsSpan(0, count));
        for (int i = 0; i < count; i++)
        {
            ulong sortable = (ulong)values[i];
            if (sortable >= min && sortable <= max)
            {
                if ((uint)docs[i] >= (uint)maxDoc)
                {
                    FailDoc(docs[i], reader);
                }

                visitor.Visit(docs[i], (long)(sortable ^ SignBit));
            }
        }
    }

    private static int ReadDocs(ref ByteReader reader, int[] docs)
    {
        int count = reader.ReadCount(docs.Length);
        byte kind = reader.ReadByte();
        var read = docs.AsSpan(0, count);
        switch (kind)
        {
            case 0:
                int doc = 0;
                foreach (ref int next in read)
                {
                    next = doc += reader.ReadVInt();
                }

                break;
            case 24:
                var bytes = reader.ReadBytes(count * 3);
                for (int i = 0; i < read.Length; i++)
                {
                    read[i] = (bytes[3 * i] << 16) | (bytes[(3 * i) + 1] << 8) | bytes[(3 * i) + 2];
                }

                break;
            case 32:
                foreach (ref int next in read)
                {
                    next = reader.ReadInt32();
                }

                break;
            default:
                reader.Fail($"unknown packing {kind} of documents in the point tree");
                break;
        }

        return count;
    }

    private static void FailDoc(int doc, in ByteReader reader) => reader.Fail($"a point belongs to document {doc}, which does not exist");

    // The values are left in their sortable form.
    private static void ReadValues(ref ByteReader reader, Span<long> values)
    {
        int prefix = reader.ReadCount(8);
        ulong common = 0;
        for (int i = 0; i < prefix; i++)
        {
            common |= (ulong)reader.ReadByte() << (56 - (8 * i));
        }

        int kind = (sbyte)reader.ReadByte();
        int at = 0;
        switch (kind)
        {
            case -1 when prefix == 8:
                values.Fill((long)common);
                return;
            case -2 when prefix < 8:
                while (at < values.Length)
                {
                    int run = reader.ReadCount(values.Length - at);
                    ulong value = common | ReadSuffix(ref reader, prefix);
                    if (run == 0)
                    {
                        reader.Fail("an empty run of points");
                    }

                    values.Slice(at, run).Fill((long)value);
                    at += run;
                }

                return;
            case 0 when prefix < 8:
                while (at < values.Length)
                {
                    ulong shared = common | ((ulong)reader.ReadByte() << (56 - (8 * prefix)));
                    int run = reader.ReadByte();
                    if (run == 0 || run > values.Length - at)
                    {
                        reader.Fail("an impossible run of points");
                    }

                    for (; run > 0; run--)
                    {
                        values[at++] = (long)(shared | ReadSuffix(ref reader, prefix + 1));
                    }
                }

                return;
            default:
                reader.Fail($"unknown packing {kind} of values in the point tree");
                return;
        }
    }

    private static ulong ReadSuffix(ref ByteReader reader, int from)
    {
        ulong value = 0;
        for (; from < 8; from++)
        {
            value |= (ulong)reader.ReadByte() << (56 - (8 * from));
        }

        return value;
    }
}
