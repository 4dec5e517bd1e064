using KnowledgeBase.Engine.Format.Numbers;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.DocValues;

/// <summary>
/// Reads .dvm and opens the columns over .dvd. Meta: header; per field: int number, byte kind (0 numeric, 1 binary, 2 sorted,
/// 3 sorted set, 4 sorted numeric: not the numbers of .fnm), the column's meta; int -1; footer.
/// </summary>
public sealed class DocValuesReader
{
    private readonly Dictionary<int, object> columns = [];

    /// <param name="meta">The .dvm file; not needed after this.</param>
    /// <param name="data">The .dvd file; must outlive this.</param>
    /// <param name="segmentId">The segment's id.</param>
    /// <param name="suffix">Suffix of both headers.</param>
    /// <param name="fields">The segment's fields by number.</param>
    /// <param name="maxDoc">Documents in the segment.</param>
    public DocValuesReader(IndexInput meta, IndexInput data, ReadOnlySpan<byte> segmentId, string suffix, IReadOnlyDictionary<int, FieldInfo> fields, int maxDoc)
    {
        Envelope.CheckData(data, FileKind.DocValuesData, segmentId, suffix);
        var reader = Envelope.OpenMeta(meta, FileKind.DocValuesMeta, segmentId, suffix);
        for (int number = reader.ReadInt32(); number != -1; number = reader.ReadInt32())
        {
            if (!fields.TryGetValue(number, out var field))
            {
                reader.Fail($"a column belongs to field {number}, which does not exist");
            }

            byte kind = reader.ReadByte();
            var (type, column) = kind switch
            {
                0 => (DocValuesType.Numeric, ReadNumeric(ref reader, data, maxDoc)),
                1 => (DocValuesType.Binary, ReadBinary(ref reader, data, maxDoc, field)),
                2 => (DocValuesType.Sorted, ReadSorted(ref reader, data, maxDoc)),
                3 => (DocValuesType.SortedSet, ReadSortedSet(ref reader, data, maxDoc)),
                4 => (DocValuesType.SortedNumeric, (object)ReadSortedNumeric(ref reader, data, maxDoc)),
                _ => throw new IndexFormatException(meta.Name, $"unknown kind of column {kind}"),
            };
            if (field.DocValuesType != type)
            {
                reader.Fail($"field '{field.Name}' has a column of kind {type}, the field says {field.DocValuesType}");
            }

            columns[number] = column;
        }

        Envelope.ExpectEnd(ref reader);
    }

    /// <summary>The column of a field, or null when no document of the segment has a value.</summary>
    public T? Column<T>(int fieldNumber)
        where T : class => columns.GetValueOrDefault(fieldNumber) as T;

    private static object ReadNumeric(ref ByteReader meta, IndexInput data, int maxDoc)
    {
        var docs = DocsWithField.Read(ref meta, data, maxDoc);
        var values = new LongValues(ref meta, data);
        return values.Count == docs.Count ? new NumericDocValues(docs, values) : throw Mismatch(data, values.Count, docs.Count);
    }

    private static SortedNumericDocValues ReadSortedNumeric(ref ByteReader meta, IndexInput data, int maxDoc)
    {
        var docs = DocsWithField.Read(ref meta, data, maxDoc);
        var values = new LongValues(ref meta, data);
        int count = meta.ReadInt32();
        if (count != docs.Count || values.Count < count)
        {
            throw Mismatch(data, count, docs.Count);
        }

        return new SortedNumericDocValues(docs, values, values.Count > count ? ReadAddresses(ref meta, data, count) : null);
    }

    private static object ReadBinary(ref ByteReader meta, IndexInput data, int maxDoc, FieldInfo field)
    {
        if (!field.Attributes.TryGetValue("Lucene80DocValuesFormat.mode", out string? mode))
        {
            meta.Fail($"field '{field.Name}' does not say how its binary values are stored");
        }

        if (mode != "BEST_SPEED")
        {
            throw new UnsupportedIndexException(meta.File, $"field '{field.Name}' has compressed binary doc values ({mode}), which this engine does not read");
        }

        long start = meta.ReadInt64();
        long length = meta.ReadInt64();
        var docs = DocsWithField.Read(ref meta, data, maxDoc);
        int count = meta.ReadInt32();
        int shortest = meta.ReadInt32();
        int longest = meta.ReadInt32();
        data.Slice(data.Name, start, length);
        if (count != docs.Count)
        {
            throw Mismatch(data, count, docs.Count);
        }

        return new BinaryDocValues(docs, data, start, length, longest, longest > shortest ? ReadAddresses(ref meta, data, count) : null);
    }

    private static object ReadSorted(ref ByteReader meta, IndexInput data, int maxDoc)
    {
        var docs = DocsWithField.Read(ref meta, data, maxDoc);
        int count = meta.ReadInt32();
        if (count != docs.Count)
        {
            throw Mismatch(data, count, docs.Count);
        }

        var (ordinals, allZero) = ReadOrdinals(ref meta, data);
        return new SortedDocValues(docs, ordinals, allZero, new OrdinalTerms(ref meta, data));
    }

    private static object ReadSortedSet(ref ByteReader meta, IndexInput data, int maxDoc)
    {
        byte multi = meta.ReadByte();
        if (multi == 0)
        {
            return new SortedSetDocValues((SortedDocValues)ReadSorted(ref meta, data, maxDoc));
        }

        if (multi != 1)
        {
            meta.Fail($"unknown kind of sorted set {multi}");
        }

        var docs = DocsWithField.Read(ref meta, data, maxDoc);
        var (ordinals, allZero) = ReadOrdinals(ref meta, data);
        int count = meta.ReadInt32();
        if (count != docs.Count)
        {
            throw Mismatch(data, count, docs.Count);
        }

        var addresses = ReadAddresses(ref meta, data, count);
        return new SortedSetDocValues(docs, ordinals, allZero, addresses.Get(count), addresses, new OrdinalTerms(ref meta, data));
    }

    private static (DirectReader Ordinals, bool AllZero) ReadOrdinals(ref ByteReader meta, IndexInput data)
    {
        byte width = meta.ReadByte();
        long offset = meta.ReadInt64();
        long length = meta.ReadInt64();
        data.Slice(data.Name, offset, length);
        return width == 0 ? (default, true) : (new DirectReader(data, offset, width), false);
    }

    private static DirectMonotonicReader ReadAddresses(ref ByteReader meta, IndexInput data, int count)
    {
        long offset = meta.ReadInt64();
        int shift = meta.ReadVInt();
        var addresses = new DirectMonotonicReader(ref meta, count + 1L, shift);
        meta.ReadInt64();
        return addresses.Attach(data, offset);
    }

    private static IndexFormatException Mismatch(IndexInput data, long values, int docs) =>
        new(data.Name, $"a column has {values} values for {docs} documents");
}
