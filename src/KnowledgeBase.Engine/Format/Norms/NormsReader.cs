using KnowledgeBase.Engine.Format.Numbers;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Norms;

/// <summary>
/// Reads .nvm and .nvd. Meta: header; per field: int number, documents with the field, int count, byte size of a norm,
/// long offset (or the norm itself when the size is 0); int -1; footer. Data: header, the norms, signed, big-endian; footer.
/// </summary>
public static class NormsReader
{
    /// <summary>The norms by field number.</summary>
    public static Dictionary<int, FieldNorms> Read(IndexInput meta, IndexInput data, ReadOnlySpan<byte> segmentId, int maxDoc)
    {
        Envelope.CheckData(data, FileKind.NormsData, segmentId, "");
        var reader = Envelope.OpenMeta(meta, FileKind.NormsMeta, segmentId, "");
        var norms = new Dictionary<int, FieldNorms>();
        for (int field = reader.ReadInt32(); field != -1; field = reader.ReadInt32())
        {
            var docs = DocsWithField.Read(ref reader, data, maxDoc);
            int count = reader.ReadInt32();
            byte size = reader.ReadByte();
            long offset = reader.ReadInt64();
            if (size is not (0 or 1 or 2 or 4 or 8))
            {
                reader.Fail($"impossible norm size {size}");
            }

            if (count != docs.Count)
            {
                reader.Fail($"field {field} claims {count} norms for {docs.Count} documents");
            }

            if (size != 0)
            {
                data.Slice(data.Name, offset, (long)count * size);
            }

            if (!norms.TryAdd(field, new FieldNorms(docs, data, size, offset, maxDoc)))
            {
                reader.Fail($"field {field} is there twice");
            }
        }

        Envelope.ExpectEnd(ref reader);
        return norms;
    }
}

/// <summary>The norms of one field of a segment: one coded length for each document that has the field.</summary>
public sealed class FieldNorms
{
    private readonly IndexInput data;
    private readonly int size;
    private readonly long offset;
    private readonly int maxDoc;
    private byte[]? codes;

    internal FieldNorms(DocsWithField docs, IndexInput data, int size, long offset, int maxDoc)
    {
        Docs = docs;
        this.data = data;
        this.size = size;
        this.offset = offset;
        this.maxDoc = maxDoc;
    }

    public DocsWithField Docs { get; }

    public bool TryGet(int doc, out long norm)
    {
        int index = Docs.IndexOf(doc);
        norm = index < 0 ? 0 : At(index);
        return index >= 0;
    }

    /// <summary>
    /// The norms' low bytes by document, 0 where there is none, with at least three readable bytes after the last.
    /// Straight from the map where each document has a norm of one byte; made once, on first use, elsewhere.
    /// </summary>
    public ReadOnlySpan<byte> Codes => size == 1 && Docs.IsAll ? data.Span(offset, maxDoc + 3) : MadeCodes();

    private long At(int index) => size switch
    {
        0 => offset,
        1 => (sbyte)data.ByteAt(offset + index),
        2 => data.Int16At(offset + (2L * index)),
        4 => data.Int32At(offset + (4L * index)),
        _ => data.Int64At(offset + (8L * index)),
    };

    private ReadOnlySpan<byte> MadeCodes()
    {
        if (codes is null)
        {
            var made = new byte[maxDoc + 3];
            int index = 0;
            for (int doc = Docs.Next(0); doc != int.MaxValue; doc = Docs.Next(doc + 1))
            {
                made[doc] = (byte)At(index++);
            }

            codes = made;
        }

        return codes;
    }
}
