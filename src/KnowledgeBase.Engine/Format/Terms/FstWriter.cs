using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Terms;

/// <summary>
/// Encodes the automaton from block prefixes to block positions: a trie whose nodes are written after their targets and
/// each byte-wise reversed, since they are read from high addresses to low. Outputs stand whole on the arc that ends a key.
/// Nodes with many arcs are arrays: by direct addressing when that is not larger, else for binary search.
/// </summary>
internal static class FstWriter
{
    private const byte Final = 1, LastArc = 2, StopNode = 8, FinalOutput = 32;
    private const byte BinarySearch = 0x20, DirectAddressing = 0x40;

    /// <summary>Writes the metadata to <paramref name="meta"/> and the nodes to <paramref name="index"/>.</summary>
    /// <param name="meta">The .tmd file.</param>
    /// <param name="index">The .tip file.</param>
    /// <param name="keys">In byte order, without duplicates; the empty key among them.</param>
    public static void Write(ByteWriter meta, ByteWriter index, IReadOnlyList<(byte[] Key, byte[] Value)> keys)
    {
        var body = new ByteBuffer(1024);
        body.WriteByte(0);
        var hasEmpty = keys.Count > 0 && keys[0].Key.Length == 0;
        var start = WriteNodes(body, keys, hasEmpty ? 1 : 0);
        EnvelopeWriter.WritePlainHeader(meta, FileKind.Fst);
        meta.WriteByte((byte)(hasEmpty ? 1 : 0));
        if (hasEmpty)
        {
            var output = new ByteBuffer(32);
            output.WriteVInt(keys[0].Value.Length);
            output.WriteBytes(keys[0].Value);
            var reversed = output.ToArray();
            Array.Reverse(reversed);
            meta.WriteVInt(reversed.Length);
            meta.WriteBytes(reversed);
        }
        meta.WriteByte(0);
        meta.WriteVLong(start);
        meta.WriteVLong(body.Length);
        index.WriteBytes(body.Written);
    }

    private record struct Arc(byte Label, byte[]? Value, long Target);

    /// <summary>
    /// Walks the keys in order and keeps the unfinished nodes of the current path; a node is written once no later key can
    /// add to it. Returns the root's address. (No recursion: hostile terms can share 32,766 bytes.)
    /// </summary>
    private static long WriteNodes(ByteBuffer body, IReadOnlyList<(byte[] Key, byte[] Value)> keys, int from)
    {
        var path = new List<List<Arc>> { new() };
        byte[] last = [];
        for (var i = from; i < keys.Count; i++)
        {
            var (key, value) = keys[i];
            var shared = last.AsSpan().CommonPrefixLength(key);
            Freeze(body, path, last.Length, shared);
            for (var d = shared; d < key.Length; d++)
            {
                if (path.Count == d + 1) path.Add([]);
                path[d].Add(new Arc(key[d], d + 1 == key.Length ? value : null, 0));
            }
            last = key;
        }
        Freeze(body, path, last.Length, 0);
        return path[0].Count == 0 ? 0 : WriteNode(body, path[0], 0);
    }

    /// <summary>Writes the nodes of the path that are deeper than <paramref name="to"/>.</summary>
    private static void Freeze(ByteBuffer body, List<List<Arc>> path, int from, int to)
    {
        for (var d = from; d > to; d--)
        {
            if (path.Count <= d || path[d].Count == 0) continue;
            var address = WriteNode(body, path[d], d);
            path[d].Clear();
            var parent = path[d - 1];
            parent[^1] = parent[^1] with { Target = address };
        }
    }

    private static long WriteNode(ByteBuffer body, List<Arc> arcs, int depth)
    {
        var node = new ByteBuffer(64);
        if (arcs.Count >= (depth <= 3 ? 5 : 10)) WriteArray(node, arcs);
        else
            for (var i = 0; i < arcs.Count; i++) WriteArc(node, arcs[i], i == arcs.Count - 1, true);
        var bytes = node.ToArray();
        Array.Reverse(bytes);
        body.WriteBytes(bytes);
        return body.Length - 1;
    }

    private static void WriteArray(ByteBuffer node, List<Arc> arcs)
    {
        var size = 0;
        var arc = new ByteBuffer(64);
        foreach (var a in arcs)
        {
            arc.Clear();
            WriteArc(arc, a, false, true);
            size = Math.Max(size, arc.Length);
        }
        var range = arcs[^1].Label - arcs[0].Label + 1;
        var direct = (range + 7) / 8 + 1 + arcs.Count * (size - 1) <= arcs.Count * size;
        node.WriteByte(direct ? DirectAddressing : BinarySearch);
        node.WriteVInt(direct ? range : arcs.Count);
        if (direct) size--;
        node.WriteVInt(size);
        if (direct) WritePresence(node, arcs, range);
        for (var i = 0; i < arcs.Count; i++)
        {
            arc.Clear();
            WriteArc(arc, arcs[i], i == arcs.Count - 1, !direct);
            while (arc.Length < size) arc.WriteByte(0);
            node.WriteBytes(arc.Written);
        }
    }

    private static void WritePresence(ByteBuffer node, List<Arc> arcs, int range)
    {
        var present = new byte[(range + 7) / 8];
        foreach (var a in arcs)
        {
            var i = a.Label - arcs[0].Label;
            present[i >> 3] |= (byte)(1 << (i & 7));
        }
        node.WriteBytes(present);
        node.WriteByte(arcs[0].Label);
    }

    private static void WriteArc(ByteBuffer node, in Arc arc, bool last, bool withLabel)
    {
        node.WriteByte((byte)((arc.Value != null ? Final | FinalOutput : 0) | (last ? LastArc : 0) | (arc.Target == 0 ? StopNode : 0)));
        if (withLabel) node.WriteByte(arc.Label);
        if (arc.Value != null)
        {
            node.WriteVInt(arc.Value.Length);
            node.WriteBytes(arc.Value);
        }
        if (arc.Target != 0) node.WriteVLong(arc.Target);
    }
}
