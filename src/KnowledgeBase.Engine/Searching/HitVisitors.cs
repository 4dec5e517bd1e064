using KnowledgeBase.Engine.Format.DocValues;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>Shows each hit to several.</summary>
internal sealed class HitVisitors(IHitVisitor[] visitors) : IHitVisitor
{
    public void Begin(SnapshotSegment segment)
    {
        foreach (var visitor in visitors)
        {
            visitor.Begin(segment);
        }
    }

    public void Visit(ReadOnlySpan<int> docs)
    {
        foreach (var visitor in visitors)
        {
            visitor.Visit(docs);
        }
    }
}

/// <summary>Counts the values of a numeric column in buckets.</summary>
internal sealed class HistogramCounter(Histogram histogram) : IHitVisitor
{
    private readonly SortedDictionary<long, long> totals = [];
    private NumericDocValues? single;
    private SortedNumericDocValues? several;

    public void Begin(SnapshotSegment segment)
    {
        single = segment.Reader.Numeric(histogram.Field);
        several = single is null ? segment.Reader.SortedNumeric(histogram.Field) : null;
    }

    public void Visit(ReadOnlySpan<int> docs)
    {
        foreach (int doc in docs)
        {
            Visit(doc);
        }
    }

    private void Visit(int doc)
    {
        if (single is not null && single.TryGet(doc, out long value))
        {
            Add(value);
        }
        else if (several is not null)
        {
            var (from, to) = several.Range(doc);
            for (; from < to; from++)
            {
                Add(several.At(from));
            }
        }
    }

    public IReadOnlyDictionary<long, long> Result() => totals;

    private void Add(long value)
    {
        long rest = value % histogram.Width;
        long bucket = value - (rest < 0 ? rest + histogram.Width : rest);
        totals[bucket] = totals.GetValueOrDefault(bucket) + 1;
    }
}

/// <summary>Keeps the first k hits by a column.</summary>
internal sealed class SortCollector : IHitVisitor
{
    private readonly SortOrder order;
    private readonly int k;
    private readonly Key? after;
    private readonly PriorityQueue<int, Key> worstFirst;
    private NumericDocValues? numbers;
    private SortedDocValues? texts;
    private int segmentBase;

    /// <param name="order">The order.</param>
    /// <param name="k">How many to keep.</param>
    /// <param name="snapshot">What is searched.</param>
    /// <param name="after">Only hits behind this document, in the order, are kept.</param>
    public SortCollector(SortOrder order, int k, IndexSnapshot snapshot, int? after)
    {
        this.order = order;
        this.k = k;
        worstFirst = new(Comparer<Key>.Create((x, y) => Compare(y, x, order.Descending)));
        if (after is { } doc)
        {
            var segment = snapshot.SegmentOf(doc);
            Begin(segment);
            this.after = KeyOf(doc - segment.Base);
        }
    }

    public void Begin(SnapshotSegment segment)
    {
        segmentBase = segment.Base;
        numbers = segment.Reader.Numeric(order.Field);
        texts = segment.Reader.Sorted(order.Field);
    }

    public void Visit(ReadOnlySpan<int> docs)
    {
        foreach (int doc in docs)
        {
            Visit(doc);
        }
    }

    private Key KeyOf(int doc)
    {
        long number = 0;
        numbers?.TryGet(doc, out number);
        int ordinal = texts?.Ordinal(doc) ?? -1;
        return new Key(number, ordinal < 0 ? default(TermBytes?) : new TermBytes(texts!.Terms.Get(ordinal)), doc + segmentBase);
    }

    private void Visit(int doc)
    {
        var key = KeyOf(doc);
        if (after is { } last && Compare(key, last, order.Descending) <= 0)
        {
            return;
        }

        if (worstFirst.Count < k)
        {
            worstFirst.Enqueue(key.Doc, key);
        }
        else if (k > 0)
        {
            worstFirst.EnqueueDequeue(key.Doc, key);
        }
    }

    public ScoreDoc[] Best()
    {
        var best = new ScoreDoc[worstFirst.Count];
        for (int i = best.Length - 1; i >= 0; i--)
        {
            best[i] = new ScoreDoc(worstFirst.Dequeue(), float.NaN);
        }

        return best;
    }

    private static int Compare(Key x, Key y, bool descending)
    {
        int result = x.Number.CompareTo(y.Number);
        if (result == 0)
        {
            result = x.Text is { } a ? (y.Text is { } b ? a.CompareTo(b) : 1) : y.Text is null ? 0 : -1;
        }

        return result == 0 ? x.Doc.CompareTo(y.Doc) : descending ? -result : result;
    }

    private readonly record struct Key(long Number, TermBytes? Text, int Doc);
}
