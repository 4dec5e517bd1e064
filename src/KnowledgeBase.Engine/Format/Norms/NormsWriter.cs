using KnowledgeBase.Engine.Format.Numbers;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Norms;

/// <summary>Encodes .nvm and .nvd: for each field with norms, which documents have one and their length codes in document order.</summary>
internal sealed class NormsWriter : IDisposable
{
    private readonly IndexOutput meta;
    private readonly IndexOutput data;

    public NormsWriter(SegmentFiles files)
    {
        data = files.Create(FileKind.NormsData);
        meta = files.Create(FileKind.NormsMeta);
    }

    /// <param name="field">The field's number.</param>
    /// <param name="documents">Documents with a norm, ascending.</param>
    /// <param name="norms">Their norms.</param>
    /// <param name="maxDoc">Documents of the segment.</param>
    public void Add(int field, ReadOnlySpan<int> documents, ReadOnlySpan<sbyte> norms, int maxDoc)
    {
        meta.WriteInt(field);
        DocumentSet.Write(meta, data, documents, maxDoc);
        meta.WriteInt(documents.Length);
        if (norms.IsEmpty || norms.IndexOfAnyExcept(norms[0]) < 0)
        {
            meta.WriteByte(0);
            meta.WriteLong(norms.IsEmpty ? 0 : norms[0]);
            return;
        }
        meta.WriteByte(1);
        meta.WriteLong(data.Position);
        data.WriteBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(norms));
    }

    public void Finish()
    {
        meta.WriteInt(-1);
        EnvelopeWriter.Finish(meta);
        EnvelopeWriter.Finish(data);
    }

    public void Dispose()
    {
        meta.Dispose();
        data.Dispose();
    }
}
