using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Format.DocValues;
using KnowledgeBase.Engine.Format.Numbers;
using KnowledgeBase.Engine.Format.Points;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Checking;

/// <summary>A field with norms has them, and only for documents of the segment.</summary>
internal static class NormsCheck
{
    public static void Run(SegmentReader reader, FieldInfo field)
    {
        if (!field.HasNorms) return;
        var norms = reader.Norms(field.Name);
        Demand.That(norms != null, $"the field has lengths, but none are there");
        CheckDocuments(norms.Docs, reader.MaxDoc, d => norms.TryGet(d, out _));
    }

    /// <summary>Walking and looking up agree, and the count is right.</summary>
    public static void CheckDocuments(DocsWithField docs, int maxDoc, Func<int, bool> read)
    {
        var count = 0;
        for (var d = docs.Next(0); d < maxDoc; d = docs.Next(d + 1))
        {
            Demand.That(docs.IndexOf(d) == count, $"document {d} is value {docs.IndexOf(d)}, but comes as {count}");
            Demand.That(read(d), $"document {d} has no value");
            count++;
        }
        Demand.That(count == docs.Count, $"{count} documents have a value, not {docs.Count}");
    }
}

/// <summary>Values decode; ranks are in order, within the dictionary and all in use; dictionaries ascend and are found by value.</summary>
internal static class ColumnCheck
{
    public static void Run(SegmentReader reader, FieldInfo field)
    {
        switch (field.DocValuesType)
        {
            case DocValuesType.Numeric when reader.Numeric(field.Name) is { } c:
                NormsCheck.CheckDocuments(c.Docs, reader.MaxDoc, d => c.TryGet(d, out _));
                break;
            case DocValuesType.Binary when reader.Binary(field.Name) is { } c:
                NormsCheck.CheckDocuments(c.Docs, reader.MaxDoc, d => c.TryGet(d, out _));
                break;
            case DocValuesType.SortedNumeric when reader.SortedNumeric(field.Name) is { } c:
                NormsCheck.CheckDocuments(c.Docs, reader.MaxDoc, d => Ascending(c.Range(d), c.At, strictly: false));
                break;
            case DocValuesType.Sorted when reader.Sorted(field.Name) is { } c:
                var used = new bool[c.Terms.Count];
                NormsCheck.CheckDocuments(c.Docs, reader.MaxDoc, d => used[c.Ordinal(d)] = true);
                CheckTerms(c.Terms, used);
                break;
            case DocValuesType.SortedSet when reader.SortedSet(field.Name) is { } c:
                var usedInSet = new bool[c.Terms.Count];
                NormsCheck.CheckDocuments(c.Docs, reader.MaxDoc, d =>
                {
                    for (var (i, end) = c.Range(d); i < end; i++) usedInSet[c.OrdinalAt(i)] = true;
                    return Ascending(c.Range(d), c.OrdinalAt, strictly: true);
                });
                CheckTerms(c.Terms, usedInSet);
                break;
            default:
                Demand.That(field.DocValuesType == DocValuesType.None, $"the field has a column, but it is not there");
                break;
        }
    }

    private static bool Ascending((long Start, long End) range, Func<long, long> at, bool strictly)
    {
        for (var i = range.Start + 1; i < range.End; i++)
            Demand.That(strictly ? at(i) > at(i - 1) : at(i) >= at(i - 1), $"values of a document are out of order at {i}");
        return range.End > range.Start;
    }

    private static void CheckTerms(OrdinalTerms terms, bool[] used)
    {
        byte[]? last = null;
        for (var i = 0; i < used.Length; i++)
        {
            Demand.That(used[i], $"value {i} belongs to no document");
            var term = terms.Get(i);
            Demand.That(last == null || last.AsSpan().SequenceCompareTo(term) < 0, $"value {i} is out of order");
            Demand.That(terms.Find(term) == i, $"value {i} is not found by its bytes");
            last = term;
        }
    }
}

/// <summary>Points ascend by value, then document, within the bounds that are stated, and are as many as stated.</summary>
internal static class PointsCheck
{
    public static void Run(SegmentReader reader, FieldInfo field)
    {
        if (reader.Points(field.Name) is not { } points) return;
        var visitor = new Visitor { Documents = new bool[reader.MaxDoc] };
        points.Visit(long.MinValue, long.MaxValue, ref visitor);
        Demand.That(visitor.Count == points.Count, $"{visitor.Count} points, not {points.Count}");
        Demand.That(visitor.First == points.Min && visitor.Value == points.Max, $"values from {visitor.First} to {visitor.Value}, not {points.Min} to {points.Max}");
        var documents = visitor.Documents.Count(d => d);
        Demand.That(documents == points.DocCount, $"{documents} documents have points, not {points.DocCount}");
    }

    private struct Visitor : FieldPoints.IVisitor
    {
        public bool[] Documents;
        public long Count;
        public long First;
        public long Value;
        private int document;

        public void Visit(int doc, long value)
        {
            if (Count == 0) First = value;
            else Demand.That(value > Value || (value == Value && doc >= document), $"point {value} of document {doc} is out of order");
            Count++;
            Value = value;
            document = doc;
            Documents[doc] = true;
        }
    }
}

/// <summary>The stored values of every document decode.</summary>
internal static class StoredCheck
{
    public static void Run(SegmentReader reader, CancellationToken cancelled)
    {
        for (var d = 0; d < reader.MaxDoc; d++)
        {
            if ((d & 255) == 0) cancelled.ThrowIfCancellationRequested();
            reader.Stored(d);
        }
    }
}
