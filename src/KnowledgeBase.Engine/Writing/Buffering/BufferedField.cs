using KnowledgeBase.Engine.Format;

namespace KnowledgeBase.Engine.Writing.Buffering;

/// <summary>Everything that buffered documents have in one field.</summary>
internal sealed class BufferedField(string name, int number)
{
    private GrowingArray<long> pointValues = new();
    private GrowingArray<int> pointDocuments = new();

    public string Name => name;

    public int Number => number;

    public PostingsBuffer? Postings { get; set; }

    public ColumnBuffer? Column { get; set; }

    public DocValuesType ColumnType { get; set; }

    public bool HasPoints => pointValues.Count > 0;

    public long BytesUsed => (Postings?.BytesUsed ?? 0) + (Column?.BytesUsed ?? 0) + pointValues.BytesUsed + pointDocuments.BytesUsed;

    public void AddPoint(int document, long value)
    {
        pointDocuments.Add(document);
        pointValues.Add(value);
    }

    /// <summary>The points sorted by value, then document.</summary>
    public (long[] Values, int[] Documents, int DocumentCount) SortedPoints()
    {
        var values = pointValues.Span.ToArray();
        var documents = pointDocuments.Span.ToArray();
        var distinct = 0;
        for (var i = 0; i < documents.Length; i++)
            if (i == 0 || documents[i] != documents[i - 1]) distinct++;
        SortPoints(values, documents);
        return (values, documents, distinct);
    }

    /// <summary>Sorts both arrays by value, then document.</summary>
    public static void SortPoints(long[] values, int[] documents)
    {
        Array.Sort(values, documents);
        for (var i = 0; i < values.Length;)
        {
            var end = i + 1;
            while (end < values.Length && values[end] == values[i]) end++;
            documents.AsSpan(i, end - i).Sort();
            i = end;
        }
    }

    public FieldInfo ToInfo() => new()
    {
        Name = name,
        Number = number,
        IndexOptions = Postings?.Options.Postings ?? IndexOptions.None,
        OmitsNorms = Postings is { Options.Norms: false },
        HasPayloads = Postings is { AnyPayload: true },
        DocValuesType = ColumnType,
        PointDimensions = HasPoints ? 1 : 0,
        PointIndexDimensions = HasPoints ? 1 : 0,
        PointBytes = HasPoints ? 8 : 0,
    };
}
