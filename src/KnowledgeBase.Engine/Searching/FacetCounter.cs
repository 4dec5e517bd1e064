using System.Buffers;
using KnowledgeBase.Engine.Format.DocValues;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>Counts the values of one column: by ordinal within a segment, joined by bytes between segments.</summary>
internal sealed class FacetCounter(string field) : IHitVisitor
{
    private readonly ValueJoin totals = new();
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
            Return();
            counts = ArrayPool<int>.Shared.Rent((int)ordinals);
            Array.Clear(counts);
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
        Return();
        return totals.Result();
    }

    private void Return()
    {
        if (counts.Length > 0)
        {
            ArrayPool<int>.Shared.Return(counts);
            counts = [];
        }
    }

    private void Join()
    {
        if ((single?.Terms ?? several?.Terms) is { } terms)
        {
            var here = counts.AsSpan(0, (int)terms.Count);
            totals.Add(terms, here);
            here.Clear();
        }

        single = null;
        several = null;
    }
}
