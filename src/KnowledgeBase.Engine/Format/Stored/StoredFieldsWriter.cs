using System.Numerics;
using KnowledgeBase.Engine.Format.Numbers;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Stored;

/// <summary>
/// Encodes .fdt, .fdx and .fdm in the fast mode: documents in chunks of 614,400 bytes or 1,024 documents, each cut in ten
/// LZ4 blocks that share a small dictionary, so that one document costs a tenth of a chunk to read.
/// Per document call <see cref="Append"/>.
/// </summary>
internal sealed class StoredFieldsWriter : IDisposable
{
    private const int ChunkBytes = 614_400, ChunkDocuments = 1024, MonotonicShift = 10;

    private readonly IndexOutput data;
    private readonly IndexOutput index;
    private readonly IndexOutput meta;
    private readonly ByteBuffer chunk = new(1 << 16);
    private readonly ByteBuffer compressed = new(1 << 16);
    private readonly ByteBuffer sizes = new();
    private readonly Lz4Encoder encoder = new();
    private readonly int[] counts = new int[ChunkDocuments];
    private readonly int[] lengths = new int[ChunkDocuments];
    private readonly List<long> firstDocuments = [];
    private readonly List<long> positions = [];
    private byte[] withDictionary = [];
    private int inChunk, documents;

    public StoredFieldsWriter(SegmentFiles files)
    {
        data = files.Create(FileKind.StoredFast);
        index = files.Create(FileKind.StoredIndex);
        meta = files.Create(FileKind.StoredMeta);
    }

    /// <param name="values">Number of stored values of the document.</param>
    /// <param name="bytes">The document as <see cref="StoredValueWriter"/> encodes it.</param>
    public void Append(int values, ReadOnlySpan<byte> bytes)
    {
        counts[inChunk] = values;
        lengths[inChunk] = bytes.Length;
        chunk.WriteBytes(bytes);
        inChunk++;
        documents++;
        if (inChunk == ChunkDocuments || chunk.Length >= ChunkBytes) FlushChunk();
    }

    public void Finish()
    {
        if (inChunk > 0) FlushChunk();
        var end = data.Position;
        EnvelopeWriter.Finish(data);
        firstDocuments.Add(documents);
        positions.Add(end);
        meta.WriteVInt(ChunkBytes);
        meta.WriteVInt(2);
        meta.WriteInt(documents);
        meta.WriteInt(MonotonicShift);
        meta.WriteInt(firstDocuments.Count);
        meta.WriteLong(index.Position);
        DirectMonotonicWriter.Write(meta, index, firstDocuments.ToArray(), MonotonicShift);
        meta.WriteLong(index.Position);
        DirectMonotonicWriter.Write(meta, index, positions.ToArray(), MonotonicShift);
        meta.WriteLong(index.Position);
        meta.WriteLong(end);
        meta.WriteVLong(0);
        meta.WriteVLong(0);
        EnvelopeWriter.Finish(index);
        EnvelopeWriter.Finish(meta);
    }

    public void Dispose()
    {
        data.Dispose();
        index.Dispose();
        meta.Dispose();
    }

    private void FlushChunk()
    {
        firstDocuments.Add(documents - inChunk);
        positions.Add(data.Position);
        data.WriteVInt(documents - inChunk);
        data.WriteVInt(inChunk << 1);
        WriteNumbers(counts.AsSpan(0, inChunk));
        WriteNumbers(lengths.AsSpan(0, inChunk));
        Compress(chunk.Written);
        chunk.Clear();
        inChunk = 0;
    }

    private void WriteNumbers(ReadOnlySpan<int> values)
    {
        if (values.Length == 1)
        {
            data.WriteVInt(values[0]);
            return;
        }
        if (values.IndexOfAnyExcept(values[0]) < 0)
        {
            data.WriteVInt(0);
            data.WriteVInt(values[0]);
            return;
        }
        var all = 0;
        foreach (var v in values) all |= v;
        var bits = 32 - BitOperations.LeadingZeroCount((uint)all);
        data.WriteVInt(bits);
        var stream = new DirectWriter(data, bits);
        foreach (var v in values) stream.Add((ulong)v);
        stream.FinishStream();
    }

    private void Compress(ReadOnlySpan<byte> bytes)
    {
        var dictionary = bytes.Length / 160;
        var block = (bytes.Length - dictionary + 9) / 10;
        data.WriteVInt(dictionary);
        data.WriteVInt(block);
        compressed.Clear();
        sizes.Clear();
        AddBlock(bytes[..dictionary], 0);
        if (withDictionary.Length < dictionary + block) withDictionary = new byte[2 * (dictionary + block)];
        bytes[..dictionary].CopyTo(withDictionary);
        for (var at = dictionary; at < bytes.Length; at += block)
        {
            var part = bytes.Slice(at, Math.Min(block, bytes.Length - at));
            part.CopyTo(withDictionary.AsSpan(dictionary));
            AddBlock(withDictionary.AsSpan(0, dictionary + part.Length), dictionary);
        }
        data.WriteBytes(sizes.Written);
        data.WriteBytes(compressed.Written);
    }

    private void AddBlock(ReadOnlySpan<byte> bytes, int dictionary)
    {
        var before = compressed.Length;
        encoder.Compress(compressed, bytes, dictionary);
        sizes.WriteVInt(compressed.Length - before);
    }
}
