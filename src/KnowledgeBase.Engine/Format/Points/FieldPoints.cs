using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Points;

/// <summary>
/// The points of one field of a segment: whole numbers in a balanced tree of leaves (one dimension of a BKD tree, after
/// O. Procopiuc et al., "Bkd-tree", 2003), each number eight bytes big-endian with the sign bit flipped. Safe for any number of threads.
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

    /// <summary>Is given the points of a range.</summary>
    public interface IVisitor
    {
        /// <summary>One point within the range.</summary>
        void Visit(int doc, long value);
    }

    /// <summary>Is given the leaves that a range touches.</summary>
    private interface ILeaves
    {
        void Leaf(long position, bool whole);
    }

    public static long Decode(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64BigEndian(bytes) ^ long.MinValue;

    /// <summary>Visits all points from <paramref name="min"/> to <paramref name="max"/>, both included, in order of value, then document.</summary>
    public void Visit<TVisitor>(long min, long max, ref TVisitor visitor)
        where TVisitor : IVisitor
    {
        var leaf = PointLeaf.Rent(data, perLeaf, maxDoc);
        var values = new ValueLeaves<TVisitor>(leaf, (ulong)min ^ SignBit, (ulong)max ^ SignBit, visitor);
        Walk(min, max, ref values);
        visitor = values.Visitor;
        leaf.Return();
    }

    /// <summary>Sets bit d and 63 of word d >> 6 for each document d with a point in the range, both ends included; returns the number of points.</summary>
    public long Mark(long min, long max, Span<ulong> bits)
    {
        var leaf = PointLeaf.Rent(data, perLeaf, maxDoc);
        var marks = new MarkedLeaves(leaf, (ulong)min ^ SignBit, (ulong)max ^ SignBit, bits);
        Walk(min, max, ref marks);
        leaf.Return();
        return marks.Count;
    }

    private const ulong SignBit = 1UL << 63;

    // The tree is walked in pre-order; nodes are as deep as the binary logarithm of the leaves.
    private void Walk<TLeaves>(long min, long max, ref TLeaves into)
        where TLeaves : ILeaves, allows ref struct
    {
        if (max < Min || min > Max || min > max)
        {
            return;
        }

        var reader = index.Reader();
        long root = reader.ReadVLong();
        Walk(ref reader, leaves, root, 0, negative: false, (ulong)Min ^ SignBit, (ulong)Max ^ SignBit, (ulong)min ^ SignBit, (ulong)max ^ SignBit, ref into, 0);
    }

    private static void Walk<TLeaves>(ref ByteReader reader, int count, long position, ulong last, bool negative, ulong cellMin, ulong cellMax, ulong min, ulong max, ref TLeaves into, int depth)
        where TLeaves : ILeaves, allows ref struct
    {
        if (count == 1)
        {
            if (cellMax >= min && cellMin <= max)
            {
                into.Leaf(position, cellMin >= min && cellMax <= max);
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
            Walk(ref reader, left, position, split, true, cellMin, split, min, max, ref into, depth + 1);
        }

        reader.Position = right;
        if (split <= max && cellMax >= min)
        {
            long rightPosition = position + reader.ReadVLong();
            Walk(ref reader, count - left, rightPosition, split, false, split, cellMax, min, max, ref into, depth + 1);
        }
    }

    private struct ValueLeaves<TVisitor>(PointLeaf leaf, ulong min, ulong max, TVisitor visitor) : ILeaves
        where TVisitor : IVisitor
    {
        public TVisitor Visitor = visitor;

        public void Leaf(long position, bool whole)
        {
            leaf.Load(position, withValues: true);
            var docs = leaf.Docs;
            var values = leaf.Values;
            for (int i = 0; i < docs.Length; i++)
            {
                ulong value = (ulong)values[i];
                if (value >= min && value <= max)
                {
                    Visitor.Visit(docs[i], (long)(value ^ SignBit));
                }
            }
        }
    }

    private ref struct MarkedLeaves(PointLeaf leaf, ulong min, ulong max, Span<ulong> bits) : ILeaves
    {
        private readonly Span<ulong> bits = bits;

        public long Count { get; private set; }

        public void Leaf(long position, bool whole)
        {
            leaf.Load(position, withValues: !whole);
            var docs = whole ? leaf.Docs : leaf.Within(min, max);
            Count += docs.Length;
            var bytes = MemoryMarshal.AsBytes(bits);
            foreach (int doc in docs)
            {
                bytes[doc >> 3] |= (byte)(1 << (doc & 7));
            }
        }
    }
}
