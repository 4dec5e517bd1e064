using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Segments;

/// <summary>
/// Reads .fnm: index header, vInt fields; per field: string name, vInt number, byte flags (1 term vectors, 2 norms omitted,
/// 4 payloads, 8 soft-deletes field), byte index options, byte doc-values type, long doc-values generation, map attributes,
/// vInt point dimensions and, if not 0, vInt index dimensions and vInt bytes; footer.
/// Refused by name: other formats of postings or doc values, points that are not single longs. Term vectors, payloads and the mark of soft
/// deletes are read as what they are: searches pass over the first two and leave out what the third marks.
/// </summary>
public static class FieldInfosReader
{
    public const string PostingsFormatKey = "PerFieldPostingsFormat.format";
    public const string PostingsSuffixKey = "PerFieldPostingsFormat.suffix";
    public const string DocValuesFormatKey = "PerFieldDocValuesFormat.format";
    public const string DocValuesSuffixKey = "PerFieldDocValuesFormat.suffix";

    public static FieldInfo[] Read(IndexInput input, ReadOnlySpan<byte> segmentId, string suffix)
    {
        var reader = Envelope.OpenMeta(input, FileKind.FieldInfos, segmentId, suffix);
        int count = reader.ReadCount(reader.Remaining);
        var fields = new FieldInfo[count];
        var names = new HashSet<string>(StringComparer.Ordinal);
        var numbers = new HashSet<int>();
        for (int i = 0; i < count; i++)
        {
            var field = fields[i] = ReadField(ref reader);
            if (!names.Add(field.Name) || !numbers.Add(field.Number))
            {
                reader.Fail($"field '{field.Name}' (number {field.Number}) is there twice");
            }
        }

        Envelope.ExpectEnd(ref reader);
        return fields;
    }

    private static FieldInfo ReadField(ref ByteReader reader)
    {
        string name = reader.ReadString();
        int number = reader.ReadVInt();
        byte flags = reader.ReadByte();
        byte options = reader.ReadByte();
        byte docValues = reader.ReadByte();
        if (number < 0 || flags > 15 || options > 4 || docValues > 5)
        {
            reader.Fail($"field '{name}' has impossible marks {number}, {flags}, {options}, {docValues}");
        }

        var field = new FieldInfo
        {
            Name = name,
            Number = number,
            HasTermVectors = (flags & 1) != 0,
            OmitsNorms = (flags & 2) != 0,
            HasPayloads = (flags & 4) != 0,
            IsSoftDeletesField = (flags & 8) != 0,
            IndexOptions = (IndexOptions)options,
            DocValuesType = (DocValuesType)docValues,
            DocValuesGeneration = reader.ReadInt64(),
        };
        foreach (var (key, value) in reader.ReadMap())
        {
            field.Attributes[key] = value;
        }

        field.PointDimensions = reader.ReadCount(255);
        if (field.PointDimensions != 0)
        {
            field.PointIndexDimensions = reader.ReadCount(255);
            field.PointBytes = reader.ReadCount(255);
        }

        if (field.HasPayloads && !field.HasPositions)
        {
            reader.Fail($"field '{name}' has payloads without positions");
        }

        if (!field.IsIndexed && (field.HasTermVectors || field.OmitsNorms || field.HasPayloads))
        {
            reader.Fail($"field '{name}' is not indexed, but has marks of an indexed one");
        }

        if (field.Attributes.TryGetValue(PostingsFormatKey, out var postings) && postings != "Lucene84")
        {
            throw new UnsupportedIndexException(reader.File, $"field '{name}' has postings of format '{postings}'; this engine reads Lucene84");
        }

        if (field.Attributes.TryGetValue(DocValuesFormatKey, out var columns) && columns != "Lucene80")
        {
            throw new UnsupportedIndexException(reader.File, $"field '{name}' has doc values of format '{columns}'; this engine reads Lucene80");
        }

        if (field.PointDimensions != 0 && (field.PointDimensions != 1 || field.PointIndexDimensions != 1 || field.PointBytes != 8))
        {
            throw new UnsupportedIndexException(reader.File, $"field '{name}' has points of {field.PointDimensions} dimensions of {field.PointBytes} bytes; this engine reads one of eight");
        }

        return field;
    }
}
