using System.Buffers.Binary;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Points;

/// <summary>
/// Encodes .kdm, .kdi and .kdd for points of one dimension, each a long: the points sorted by value in leaves of 512,
/// and over the leaves a binary tree of split values in pre-order.
/// </summary>
internal sealed class PointsWriter : IDisposable
{
    private const int LeafSize = 512, Width = 8;

    private readonly IndexOutput meta;
    private readonly IndexOutput index;
    private readonly IndexOutput data;

    public PointsWriter(SegmentFiles files)
    {
        data = files.Create(FileKind.PointsData);
        index = files.Create(FileKind.PointsIndex);
        meta = files.Create(FileKind.PointsMeta);
    }

    /// <param name="field">The field's number.</param>
    /// <param name="values">The points, sorted by value, then document.</param>
    /// <param name="documents">The document of each.</param>
    /// <param name="documentCount">Number of different documents.</param>
    public void Add(int field, ReadOnlySpan<long> values, ReadOnlySpan<int> documents, int documentCount)
    {
        if (values.IsEmpty) return;
        var leaves = (values.Length + LeafSize - 1) / LeafSize;
        var positions = new long[leaves];
        var splits = new ulong[leaves];
        for (var i = 0; i < leaves; i++)
        {
            var from = i * LeafSize;
            var count = Math.Min(LeafSize, values.Length - from);
            positions[i] = data.Position;
            splits[i] = Sortable(values[from]);
            WriteLeaf(values.Slice(from, count), documents.Slice(from, count));
        }
        var tree = new ByteBuffer();
        WriteTree(tree, positions, splits, new Node(0, leaves, 0, 0, false, false));
        meta.WriteInt(field);
        EnvelopeWriter.WritePlainHeader(meta, FileKind.Bkd);
        meta.WriteVInt(1);
        meta.WriteVInt(1);
        meta.WriteVInt(LeafSize);
        meta.WriteVInt(Width);
        meta.WriteVInt(leaves);
        meta.WriteLong((long)Sortable(values[0]));
        meta.WriteLong((long)Sortable(values[^1]));
        meta.WriteVLong(values.Length);
        meta.WriteVInt(documentCount);
        meta.WriteVInt(tree.Length);
        meta.WriteLong(positions[0]);
        meta.WriteLong(index.Position);
        index.WriteBytes(tree.Written);
    }

    public void Finish()
    {
        meta.WriteInt(-1);
        meta.WriteLong(index.Position + Envelope.FooterLength);
        meta.WriteLong(data.Position + Envelope.FooterLength);
        EnvelopeWriter.Finish(data);
        EnvelopeWriter.Finish(index);
        EnvelopeWriter.Finish(meta);
    }

    public void Dispose()
    {
        meta.Dispose();
        index.Dispose();
        data.Dispose();
    }

    /// <summary>The value with its sign bit flipped, so that byte order is number order.</summary>
    private static ulong Sortable(long value) => (ulong)value ^ 0x8000_0000_0000_0000;

    private void WriteLeaf(ReadOnlySpan<long> values, ReadOnlySpan<int> documents)
    {
        data.WriteVInt(values.Length);
        WriteDocuments(documents);
        var prefix = CommonPrefix(Sortable(values[0]), Sortable(values[^1]));
        data.WriteVInt(prefix);
        Span<byte> bytes = stackalloc byte[Width];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Sortable(values[0]));
        data.WriteBytes(bytes[..prefix]);
        if (prefix == Width)
        {
            data.WriteByte(0xFF);
            return;
        }
        var (distinct, runs) = CountRuns(values, prefix);
        if (distinct * (9 - prefix) <= values.Length * (7 - prefix) + 2 * runs) WriteDistinct(values, prefix);
        else WriteByFirstByte(values, prefix);
    }

    private void WriteDocuments(ReadOnlySpan<int> documents)
    {
        bool ascending = true, small = true;
        for (var i = 0; i < documents.Length; i++)
        {
            ascending &= i == 0 || documents[i] >= documents[i - 1];
            small &= documents[i] <= 0xFFFFFF;
        }
        data.WriteByte((byte)(ascending ? 0 : small ? 24 : 32));
        var last = 0;
        foreach (var document in documents)
        {
            if (ascending)
            {
                data.WriteVInt(document - last);
                last = document;
            }
            else if (small)
            {
                data.WriteShort((short)(document >> 8));
                data.WriteByte((byte)document);
            }
            else
            {
                data.WriteInt(document);
            }
        }
    }

    private static (int Distinct, int Runs) CountRuns(ReadOnlySpan<long> values, int prefix)
    {
        int distinct = 1, runs = 1, run = 1;
        var shift = 8 * (Width - 1 - prefix);
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] != values[i - 1]) distinct++;
            if ((byte)(Sortable(values[i]) >> shift) == (byte)(Sortable(values[i - 1]) >> shift) && run < 255)
            {
                run++;
                continue;
            }
            runs++;
            run = 1;
        }
        return (distinct, runs);
    }

    /// <summary>Few different values: each once, with how often it comes.</summary>
    private void WriteDistinct(ReadOnlySpan<long> values, int prefix)
    {
        data.WriteByte(0xFE);
        for (var i = 0; i < values.Length;)
        {
            var end = i;
            while (end < values.Length && values[end] == values[i]) end++;
            data.WriteVInt(end - i);
            WriteTail(values[i], prefix);
            i = end;
        }
    }

    /// <summary>Runs that share the byte after the prefix, each with the bytes after that.</summary>
    private void WriteByFirstByte(ReadOnlySpan<long> values, int prefix)
    {
        data.WriteByte(0);
        var shift = 8 * (Width - 1 - prefix);
        for (var i = 0; i < values.Length;)
        {
            var first = (byte)(Sortable(values[i]) >> shift);
            var end = i;
            while (end < values.Length && end - i < 255 && (byte)(Sortable(values[end]) >> shift) == first) end++;
            data.WriteByte(first);
            data.WriteByte((byte)(end - i));
            for (; i < end; i++) WriteTail(values[i], prefix + 1);
        }
    }

    private void WriteTail(long value, int from)
    {
        Span<byte> bytes = stackalloc byte[Width];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Sortable(value));
        data.WriteBytes(bytes[from..]);
    }

    private readonly record struct Node(int Leaf, int Count, long Base, ulong Last, bool Negative, bool IsLeft);

    /// <summary>Depth is the logarithm of the number of leaves.</summary>
    private static void WriteTree(ByteBuffer output, long[] positions, ulong[] splits, Node node)
    {
        if (!node.IsLeft) output.WriteVLong(positions[node.Leaf] - node.Base);
        if (node.Count == 1) return;
        var left = LeftLeaves(node.Count);
        var split = splits[node.Leaf + left];
        var prefix = CommonPrefix(split, node.Last);
        var step = 0;
        if (prefix < Width)
        {
            var shift = 8 * (Width - 1 - prefix);
            step = (byte)(split >> shift) - (byte)(node.Last >> shift);
            if (node.Negative) step = -step;
        }
        output.WriteVInt(step * 9 + prefix);
        for (var i = prefix + 1; i < Width; i++) output.WriteByte((byte)(split >> (8 * (Width - 1 - i))));
        var child = new ByteBuffer();
        WriteTree(child, positions, splits, new Node(node.Leaf, left, positions[node.Leaf], split, true, true));
        if (left > 1) output.WriteVInt(child.Length);
        output.WriteBytes(child.Written);
        WriteTree(output, positions, splits, new Node(node.Leaf + left, node.Count - left, positions[node.Leaf], split, false, false));
    }

    private static int LeftLeaves(int count)
    {
        var full = 1 << (31 - System.Numerics.BitOperations.LeadingZeroCount((uint)count));
        return full / 2 + Math.Min(count - full, full / 2);
    }

    private static int CommonPrefix(ulong a, ulong b) => a == b ? Width : System.Numerics.BitOperations.LeadingZeroCount(a ^ b) / 8;
}
