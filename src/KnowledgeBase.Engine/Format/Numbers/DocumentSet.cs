using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Numbers;

/// <summary>
/// Writes which documents have a value ("IndexedDISI"): blocks of 65,536 documents, each as a list, as a bitmap with a
/// table of ranks, or as nothing when all are there; then a sentinel block and a table of jumps. The four numbers that
/// the meta file keeps say where it stands, or that no document or every document has a value.
/// </summary>
internal static class DocumentSet
{
    private const int MostInList = 4095;

    public static void Write(ByteWriter meta, ByteWriter data, ReadOnlySpan<int> documents, int maxDoc)
    {
        if (documents.Length == 0 || documents.Length == maxDoc)
        {
            meta.WriteLong(documents.Length == 0 ? -2 : -1);
            meta.WriteLong(0);
            meta.WriteShort(-1);
            meta.WriteByte(0xFF);
            return;
        }
        var start = data.Position;
        meta.WriteLong(start);
        var jumps = WriteBlocks(data, documents, start);
        meta.WriteLong(data.Position - start);
        meta.WriteShort((short)jumps);
        meta.WriteByte(9);
    }

    private static int WriteBlocks(ByteWriter data, ReadOnlySpan<int> documents, long start)
    {
        var jumps = new List<(int Before, int Offset)>();
        var done = 0;
        while (done < documents.Length)
        {
            var block = documents[done] >> 16;
            var end = done;
            while (end < documents.Length && documents[end] >> 16 == block) end++;
            while (jumps.Count <= block) jumps.Add((done, (int)(data.Position - start)));
            WriteBlock(data, documents[done..end], block);
            done = end;
        }
        jumps.Add((done, (int)(data.Position - start)));
        data.WriteShort(0x7FFF);
        data.WriteShort(0);
        data.WriteShort(-1);
        if (jumps.Count == 2) return 0;
        foreach (var (before, offset) in jumps)
        {
            data.WriteInt(before);
            data.WriteInt(offset);
        }
        return jumps.Count;
    }

    private static void WriteBlock(ByteWriter data, ReadOnlySpan<int> documents, int block)
    {
        data.WriteShort((short)block);
        data.WriteShort((short)(documents.Length - 1));
        if (documents.Length == 65536) return;
        if (documents.Length <= MostInList)
        {
            foreach (var document in documents) data.WriteShort((short)document);
            return;
        }
        Span<ulong> words = new ulong[1024];
        foreach (var document in documents) words[(document & 0xFFFF) >> 6] |= 1UL << document;
        var rank = 0;
        for (var i = 0; i < words.Length; i++)
        {
            if (i % 8 == 0) data.WriteShort((short)rank);
            rank += System.Numerics.BitOperations.PopCount(words[i]);
        }
        foreach (var word in words) data.WriteLong((long)word);
    }
}
