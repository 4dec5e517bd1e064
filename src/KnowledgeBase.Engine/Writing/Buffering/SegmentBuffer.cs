using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Format.Stored;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Writing.Buffering;

/// <summary>
/// Documents in memory that will become one segment. One thread at a time fills it. A document that fails half-way is
/// kept as deleted, so that its number is not given twice.
/// </summary>
internal sealed class SegmentBuffer(Schema schema, IndexWriterOptions options)
{
    private readonly Dictionary<string, BufferedField> fields = new(StringComparer.Ordinal);
    private readonly ByteBuffer stored = new();
    private GrowingArray<int> storedCounts = new();
    private GrowingArray<int> storedEnds = new();
    private GrowingArray<long> sequences = new();
    private readonly List<int> failed = [];
    private BufferedField[] resolved = [];

    public int Documents => sequences.Count;

    public long BytesUsed { get; private set; }

    public IReadOnlyCollection<BufferedField> Fields => fields.Values;

    /// <summary>When each document came.</summary>
    public ReadOnlySpan<long> Sequences => sequences.Span;

    /// <summary>Documents that failed half-way.</summary>
    public IReadOnlyList<int> Failed => failed;

    /// <exception cref="ArgumentException">A field is used in another way than before; nothing was added.</exception>
    public void Add(IndexDocument document, long sequence)
    {
        Resolve(document);
        var number = sequences.Count;
        sequences.Add(sequence);
        var large = document.ByteCount > 4096 || document.Continue is not null;
        try
        {
            var storedValues = AddParts(document, number);
            while (document.Next())
            {
                Resolve(document);
                storedValues += AddParts(document, number);
            }
            storedCounts.Add(storedValues);
            storedEnds.Add(stored.Length);
        }
        catch
        {
            failed.Add(number);
            if (storedEnds.Count == number)
            {
                stored.Truncate(number == 0 ? 0 : storedEnds[number - 1]);
                storedCounts.Add(0);
                storedEnds.Add(stored.Length);
            }
            throw;
        }
        if ((number & 15) == 0 || large) MeasureBytes();
    }

    /// <summary>Hands over the stored fields.</summary>
    public void WriteStored(StoredFieldsWriter writer)
    {
        var start = 0;
        for (var i = 0; i < storedEnds.Count; i++)
        {
            writer.Append(storedCounts[i], stored.Written[start..storedEnds[i]]);
            start = storedEnds[i];
        }
    }

    private void Resolve(IndexDocument document)
    {
        if (resolved.Length < document.PartCount) resolved = new BufferedField[document.Parts.Length];
        for (var i = 0; i < document.PartCount; i++)
        {
            ref readonly var part = ref document.Parts[i];
            if (!fields.TryGetValue(part.Field, out var field))
            {
                field = new BufferedField(part.Field, schema.Number(part.Field));
                fields.Add(part.Field, field);
            }
            resolved[i] = field;
            switch (part.Kind)
            {
                case IndexDocument.PartKind.Text when field.Postings == null || field.Postings.Options != part.Options:
                    schema.UseText(part.Field, part.Options);
                    field.Postings = new PostingsBuffer(part.Options);
                    break;
                case IndexDocument.PartKind.DocValue when field.ColumnType != part.Column:
                    schema.UseColumn(part.Field, part.Column);
                    field.Column = NewColumn(part.Column);
                    field.ColumnType = part.Column;
                    break;
                case IndexDocument.PartKind.Point when !field.HasPoints:
                    schema.UsePoints(part.Field);
                    break;
            }
        }
    }

    /// <summary>Adds the parts at hand and says how many of them are stored.</summary>
    private int AddParts(IndexDocument document, int number)
    {
        var storedValues = 0;
        for (var i = 0; i < document.PartCount; i++)
        {
            ref readonly var part = ref document.Parts[i];
            var field = resolved[i];
            switch (part.Kind)
            {
                case IndexDocument.PartKind.Text:
                    field.Postings!.Add(number, document.Bytes, document.Tokens.AsSpan(part.Start, part.Count), options.PositionGap, options.OffsetGap);
                    break;
                case IndexDocument.PartKind.DocValue:
                    field.Column!.Add(number, part.Number, document.Bytes.AsSpan(part.Start, part.Count));
                    break;
                case IndexDocument.PartKind.Point:
                    field.AddPoint(number, part.Number);
                    break;
                case IndexDocument.PartKind.Stored:
                    AddStored(part, field.Number, document.Bytes);
                    storedValues++;
                    break;
            }
        }
        return storedValues;
    }

    private void AddStored(in IndexDocument.Part part, int field, byte[] bytes)
    {
        switch (part.Stored)
        {
            case StoredType.String: StoredValueWriter.WriteString(stored, field, bytes.AsSpan(part.Start, part.Count)); break;
            case StoredType.Bytes: StoredValueWriter.WriteBytes(stored, field, bytes.AsSpan(part.Start, part.Count)); break;
            case StoredType.Int: StoredValueWriter.WriteInt(stored, field, (int)part.Number); break;
            case StoredType.Long: StoredValueWriter.WriteLong(stored, field, part.Number); break;
            case StoredType.Float: StoredValueWriter.WriteFloat(stored, field, BitConverter.Int32BitsToSingle((int)part.Number)); break;
            default: StoredValueWriter.WriteDouble(stored, field, BitConverter.Int64BitsToDouble(part.Number)); break;
        }
    }

    private static ColumnBuffer NewColumn(DocValuesType type) => type switch
    {
        DocValuesType.Numeric => new NumericBuffer(),
        DocValuesType.SortedNumeric => new SortedNumericBuffer(),
        DocValuesType.Binary => new BinaryBuffer(),
        DocValuesType.Sorted => new SortedBuffer(set: false),
        _ => new SortedBuffer(set: true),
    };

    private void MeasureBytes()
    {
        var sum = stored.Position + sequences.BytesUsed;
        foreach (var field in fields.Values) sum += field.BytesUsed;
        BytesUsed = sum;
    }
}
