using KnowledgeBase.Engine.Format.DocValues;

namespace KnowledgeBase.Engine.Writing.Buffering;

/// <summary>The buffered column of one field.</summary>
internal abstract class ColumnBuffer
{
    protected GrowingArray<int> Documents = new();

    public abstract long BytesUsed { get; }

    public abstract void Add(int document, long number, ReadOnlySpan<byte> bytes);

    public abstract void Write(DocValuesWriter writer, int field);
}

internal sealed class NumericBuffer : ColumnBuffer
{
    private GrowingArray<long> values = new();

    public override long BytesUsed => Documents.BytesUsed + values.BytesUsed;

    public override void Add(int document, long number, ReadOnlySpan<byte> bytes)
    {
        Documents.Add(document);
        values.Add(number);
    }

    public override void Write(DocValuesWriter writer, int field) => writer.AddNumeric(field, Documents.Span, values.Span);
}

internal sealed class SortedNumericBuffer : ColumnBuffer
{
    private GrowingArray<long> starts = new();
    private GrowingArray<long> values = new();

    public override long BytesUsed => Documents.BytesUsed + values.BytesUsed + starts.BytesUsed;

    public override void Add(int document, long number, ReadOnlySpan<byte> bytes)
    {
        if (Documents.Count == 0 || Documents[Documents.Count - 1] != document)
        {
            Documents.Add(document);
            starts.Add(values.Count);
        }
        values.Add(number);
    }

    public override void Write(DocValuesWriter writer, int field)
    {
        long[] bounds = [.. starts.Span, values.Count];
        for (var i = 0; i < Documents.Count; i++) values.Span[(int)bounds[i]..(int)bounds[i + 1]].Sort();
        writer.AddSortedNumeric(field, Documents.Span, bounds, values.Span);
    }
}

internal sealed class BinaryBuffer : ColumnBuffer
{
    private GrowingArray<long> starts = new();
    private GrowingArray<byte> content = new();

    public override long BytesUsed => Documents.BytesUsed + content.BytesUsed + starts.BytesUsed;

    public override void Add(int document, long number, ReadOnlySpan<byte> bytes)
    {
        Documents.Add(document);
        starts.Add(content.Count);
        content.AddRange(bytes);
    }

    public override void Write(DocValuesWriter writer, int field) =>
        writer.AddBinary(field, Documents.Span, [.. starts.Span, content.Count], content.Span);
}

/// <summary>A sorted column with one value a document, or a sorted set with any number.</summary>
internal sealed class SortedBuffer(bool set) : ColumnBuffer
{
    private readonly BytesHash terms = new();
    private GrowingArray<long> starts = new();
    private GrowingArray<int> ids = new();

    public override long BytesUsed => Documents.BytesUsed + ids.BytesUsed + starts.BytesUsed + terms.BytesUsed;

    public override void Add(int document, long number, ReadOnlySpan<byte> bytes)
    {
        if (Documents.Count == 0 || Documents[Documents.Count - 1] != document)
        {
            Documents.Add(document);
            starts.Add(ids.Count);
        }
        ids.Add(terms.Add(bytes));
    }

    public override void Write(DocValuesWriter writer, int field)
    {
        var sorted = terms.Sorted();
        var ranks = new int[sorted.Length];
        for (var rank = 0; rank < sorted.Length; rank++) ranks[sorted[rank]] = rank;
        foreach (ref var id in ids.Span) id = ranks[id];
        var target = set ? WriteSet(writer, field) : writer.BeginSorted(field, Documents.Span, ids.Span, terms.Count);
        foreach (var id in sorted) target.Add(terms[id]);
        target.Finish();
    }

    private ColumnTermsWriter WriteSet(DocValuesWriter writer, int field)
    {
        var bounds = new long[Documents.Count + 1];
        var distinct = new GrowingArray<int>();
        for (var i = 0; i < Documents.Count; i++)
        {
            var own = ids.Span[(int)starts[i]..(i + 1 < Documents.Count ? (int)starts[i + 1] : ids.Count)];
            own.Sort();
            for (var k = 0; k < own.Length; k++)
                if (k == 0 || own[k] != own[k - 1]) distinct.Add(own[k]);
            bounds[i + 1] = distinct.Count;
        }
        return writer.BeginSortedSet(field, Documents.Span, bounds, distinct.Span, terms.Count);
    }
}
