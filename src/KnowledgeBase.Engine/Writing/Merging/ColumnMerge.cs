using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Format.DocValues;
using KnowledgeBase.Engine.Format.Numbers;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Writing.Buffering;

namespace KnowledgeBase.Engine.Writing.Merging;

/// <summary>Merges columns. The ranks of sorted columns are made anew from the values that live documents still have.</summary>
internal sealed class ColumnMerge(SegmentReader[] sources, DocumentMap map, DocValuesWriter writer)
{
    private GrowingArray<int> documents;
    private GrowingArray<long> starts;
    private GrowingArray<long> values;

    public void Write(FieldInfo field)
    {
        documents = new();
        starts = new();
        values = new();
        switch (field.DocValuesType)
        {
            case DocValuesType.Numeric: WriteNumeric(field); break;
            case DocValuesType.SortedNumeric: WriteSortedNumeric(field); break;
            case DocValuesType.Binary: WriteBinary(field); break;
            case DocValuesType.Sorted: WriteSorted(field, s => sources[s].Sorted(field.Name) is { } c ? new Ranked(c.Docs, c.Terms, d => (d, d + 1), d => c.Ordinal((int)d)) : null, set: false); break;
            default: WriteSorted(field, s => sources[s].SortedSet(field.Name) is { } c ? new Ranked(c.Docs, c.Terms, c.Range, c.OrdinalAt) : null, set: true); break;
        }
    }

    /// <summary>Calls with each live document that has a value: its number in the source and its new one.</summary>
    private void ForEach(int source, DocsWithField docs, Action<int, int> action)
    {
        for (var d = docs.Next(0); d < sources[source].MaxDoc; d = docs.Next(d + 1))
            if (map.NewNumber(source, d) is >= 0 and var now) action(d, now);
    }

    private void WriteNumeric(FieldInfo field)
    {
        for (var s = 0; s < sources.Length; s++)
        {
            if (sources[s].Numeric(field.Name) is not { } column) continue;
            ForEach(s, column.Docs, (d, now) =>
            {
                if (!column.TryGet(d, out var value)) return;
                documents.Add(now);
                values.Add(value);
            });
        }
        writer.AddNumeric(field.Number, documents.Span, values.Span);
    }

    private void WriteSortedNumeric(FieldInfo field)
    {
        for (var s = 0; s < sources.Length; s++)
        {
            if (sources[s].SortedNumeric(field.Name) is not { } column) continue;
            ForEach(s, column.Docs, (d, now) =>
            {
                documents.Add(now);
                starts.Add(values.Count);
                var (from, to) = column.Range(d);
                for (var i = from; i < to; i++) values.Add(column.At(i));
            });
        }
        starts.Add(values.Count);
        writer.AddSortedNumeric(field.Number, documents.Span, starts.Span, values.Span);
    }

    private void WriteBinary(FieldInfo field)
    {
        var bytes = new GrowingArray<byte>();
        for (var s = 0; s < sources.Length; s++)
        {
            if (sources[s].Binary(field.Name) is not { } column) continue;
            ForEach(s, column.Docs, (d, now) =>
            {
                if (!column.TryGet(d, out var value)) return;
                documents.Add(now);
                starts.Add(bytes.Count);
                bytes.AddRange(value);
            });
        }
        starts.Add(bytes.Count);
        writer.AddBinary(field.Number, documents.Span, starts.Span, bytes.Span);
    }

    /// <summary>A sorted column of either kind, seen as ranges of ranks.</summary>
    private sealed record Ranked(DocsWithField Docs, OrdinalTerms Terms, Func<int, (long Start, long End)> Range, Func<long, long> OrdinalAt)
    {
        public int[] NewRanks { get; set; } = [];
    }

    private void WriteSorted(FieldInfo field, Func<int, Ranked?> open, bool set)
    {
        var columns = new Ranked?[sources.Length];
        for (var s = 0; s < sources.Length; s++)
        {
            if (open(s) is not { } column) continue;
            columns[s] = column;
            column.NewRanks = new int[column.Terms.Count];
            Array.Fill(column.NewRanks, -1);
            ForEach(s, column.Docs, (d, _) =>
            {
                var (from, to) = column.Range(d);
                for (var i = from; i < to; i++) column.NewRanks[(int)column.OrdinalAt(i)] = 0;
            });
        }
        var terms = MergeTerms(columns);
        var ranks = new GrowingArray<int>();
        for (var s = 0; s < sources.Length; s++)
        {
            if (columns[s] is not { } column) continue;
            ForEach(s, column.Docs, (d, now) =>
            {
                documents.Add(now);
                starts.Add(ranks.Count);
                var (from, to) = column.Range(d);
                for (var i = from; i < to; i++) ranks.Add(column.NewRanks[(int)column.OrdinalAt(i)]);
            });
        }
        starts.Add(ranks.Count);
        var target = set
            ? writer.BeginSortedSet(field.Number, documents.Span, starts.Span, ranks.Span, terms.Count)
            : writer.BeginSorted(field.Number, documents.Span, ranks.Span, terms.Count);
        foreach (var term in terms) target.Add(term);
        target.Finish();
    }

    /// <summary>All values in use, in byte order; tells each column the new rank of each of its values.</summary>
    private static List<byte[]> MergeTerms(Ranked?[] columns)
    {
        var terms = new List<byte[]>();
        var queue = new PriorityQueue<(Ranked Column, int Ordinal), byte[]>(Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)));
        foreach (var column in columns)
            if (column != null) EnqueueNext(column, -1);
        while (queue.TryDequeue(out var head, out var term))
        {
            if (terms.Count == 0 || !terms[^1].AsSpan().SequenceEqual(term)) terms.Add(term);
            head.Column.NewRanks[head.Ordinal] = terms.Count - 1;
            EnqueueNext(head.Column, head.Ordinal);
        }
        return terms;

        void EnqueueNext(Ranked column, int after)
        {
            var next = after + 1;
            while (next < column.NewRanks.Length && column.NewRanks[next] < 0) next++;
            if (next < column.NewRanks.Length) queue.Enqueue((column, next), column.Terms.Get(next));
        }
    }
}
