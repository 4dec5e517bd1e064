using KnowledgeBase.Engine.Format.DocValues;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>Counts the values of one column: by ordinal within a segment, joined by bytes between segments.</summary>
internal sealed class FacetCounter(string field) : IHitVisitor
{
    private ValueCounts totals = ValueCounts.Empty;
    private SortedDocValues? single;
    private SortedSetDocValues? several;
    private int[] counts = [];

    public void Begin(SnapshotSegment segment)
    {
        Join();
        single = segment.Reader.Sorted(field);
        several = single is null ? segment.Reader.SortedSet(field) : null;
        long ordinals = (single?.Terms ?? several?.Terms)?.Count ?? 0;
        if (counts.Length < ordinals)
        {
            counts = new int[ordinals];
        }
    }

    public void Visit(ReadOnlySpan<int> docs)
    {
        if (single is not null)
        {
            single.Count(docs, counts.AsSpan(0, (int)single.Terms.Count));
        }
        else
        {
            several?.Count(docs, counts.AsSpan(0, (int)several.Terms.Count));
        }
    }

    public IReadOnlyDictionary<TermBytes, long> Result()
    {
        Join();
        return totals;
    }

    private void Join()
    {
        if ((single?.Terms ?? several?.Terms) is { } terms)
        {
            var here = counts.AsSpan(0, (int)terms.Count);
            totals = totals.With(terms, here);
            here.Clear();
        }

        single = null;
        several = null;
    }
}
