using KnowledgeBase.Engine.Format.Numbers;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.DocValues;

/// <summary>Encodes .dvm and .dvd: for each field its column. The numbers of the kinds are those of the .dvm file.</summary>
internal sealed class DocValuesWriter : IDisposable
{
    private const byte NumericKind = 0, BinaryKind = 1, SortedKind = 2, SortedSetKind = 3, SortedNumericKind = 4;
    private const int MonotonicShift = 16;

    private readonly IndexOutput meta;
    private readonly IndexOutput data;
    private readonly int maxDoc;

    public DocValuesWriter(SegmentFiles files, int maxDoc)
    {
        this.maxDoc = maxDoc;
        data = files.Create(FileKind.DocValuesData, FileKind.DocValuesSuffix);
        meta = files.Create(FileKind.DocValuesMeta, FileKind.DocValuesSuffix);
    }

    /// <param name="field">The field's number.</param>
    /// <param name="documents">Documents with a value, ascending.</param>
    /// <param name="values">The value of each.</param>
    public void AddNumeric(int field, ReadOnlySpan<int> documents, ReadOnlySpan<long> values)
    {
        Begin(field, NumericKind);
        DocumentSet.Write(meta, data, documents, maxDoc);
        meta.WriteLong(values.Length);
        NumericColumnWriter.Write(meta, data, values);
    }

    /// <param name="field">The field's number.</param>
    /// <param name="documents">Documents with a value, ascending.</param>
    /// <param name="starts">Per document where its values begin, then the number of all values.</param>
    /// <param name="values">All values, ascending within each document.</param>
    public void AddSortedNumeric(int field, ReadOnlySpan<int> documents, ReadOnlySpan<long> starts, ReadOnlySpan<long> values)
    {
        Begin(field, SortedNumericKind);
        DocumentSet.Write(meta, data, documents, maxDoc);
        meta.WriteLong(values.Length);
        NumericColumnWriter.Write(meta, data, values);
        meta.WriteInt(documents.Length);
        if (values.Length > documents.Length) WriteAddresses(starts);
    }

    /// <param name="field">The field's number.</param>
    /// <param name="documents">Documents with a value, ascending.</param>
    /// <param name="starts">Per document where its bytes begin, then the length of all.</param>
    /// <param name="bytes">The bytes of all values.</param>
    public void AddBinary(int field, ReadOnlySpan<int> documents, ReadOnlySpan<long> starts, ReadOnlySpan<byte> bytes)
    {
        Begin(field, BinaryKind);
        var start = data.Position;
        data.WriteBytes(bytes);
        meta.WriteLong(start);
        meta.WriteLong(bytes.Length);
        DocumentSet.Write(meta, data, documents, maxDoc);
        int shortest = int.MaxValue, longest = 0;
        for (var i = 0; i < documents.Length; i++)
        {
            var length = (int)(starts[i + 1] - starts[i]);
            shortest = Math.Min(shortest, length);
            longest = Math.Max(longest, length);
        }
        if (documents.IsEmpty) shortest = 0;
        meta.WriteInt(documents.Length);
        meta.WriteInt(shortest);
        meta.WriteInt(longest);
        if (longest > shortest) WriteAddresses(starts);
    }

    /// <summary>Then the terms, in byte order, go to the writer that this returns.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="documents">Documents with a value, ascending.</param>
    /// <param name="ordinals">The rank of each document's value among all values; every rank is used.</param>
    /// <param name="terms">Number of different values.</param>
    public ColumnTermsWriter BeginSorted(int field, ReadOnlySpan<int> documents, ReadOnlySpan<int> ordinals, int terms)
    {
        Begin(field, SortedKind);
        return BeginSingle(documents, ordinals, terms);
    }

    /// <param name="field">The field's number.</param>
    /// <param name="documents">Documents with a value, ascending.</param>
    /// <param name="starts">Per document where its ranks begin, then the number of all ranks.</param>
    /// <param name="ordinals">The ranks of all values, ascending within each document, without duplicates.</param>
    /// <param name="terms">Number of different values.</param>
    public ColumnTermsWriter BeginSortedSet(int field, ReadOnlySpan<int> documents, ReadOnlySpan<long> starts, ReadOnlySpan<int> ordinals, int terms)
    {
        Begin(field, SortedSetKind);
        if (ordinals.Length == documents.Length)
        {
            meta.WriteByte(0);
            return BeginSingle(documents, ordinals, terms);
        }
        meta.WriteByte(1);
        DocumentSet.Write(meta, data, documents, maxDoc);
        WriteOrdinals(ordinals, Math.Max(1, terms));
        meta.WriteInt(documents.Length);
        WriteAddresses(starts);
        return new ColumnTermsWriter(meta, data);
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

    private void Begin(int field, byte kind)
    {
        meta.WriteInt(field);
        meta.WriteByte(kind);
    }

    private ColumnTermsWriter BeginSingle(ReadOnlySpan<int> documents, ReadOnlySpan<int> ordinals, int terms)
    {
        DocumentSet.Write(meta, data, documents, maxDoc);
        meta.WriteInt(documents.Length);
        if (terms > 1)
        {
            WriteOrdinals(ordinals, terms);
        }
        else
        {
            meta.WriteByte(0);
            meta.WriteLong(0);
            meta.WriteLong(0);
        }
        return new ColumnTermsWriter(meta, data);
    }

    private void WriteOrdinals(ReadOnlySpan<int> ordinals, int terms)
    {
        var width = DirectWriter.WidthFor((ulong)terms - 1);
        var start = data.Position;
        var column = new DirectWriter(data, width);
        foreach (var ordinal in ordinals) column.Add((ulong)ordinal);
        column.FinishColumn();
        meta.WriteByte((byte)width);
        meta.WriteLong(start);
        meta.WriteLong(data.Position - start);
    }

    private void WriteAddresses(ReadOnlySpan<long> starts)
    {
        var start = data.Position;
        meta.WriteLong(start);
        meta.WriteVInt(MonotonicShift);
        DirectMonotonicWriter.Write(meta, data, starts, MonotonicShift);
        meta.WriteLong(data.Position - start);
    }
}
