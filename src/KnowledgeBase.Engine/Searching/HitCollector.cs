using System.Numerics;
using System.Runtime.Intrinsics;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>
/// Keeps the best k hits in a heap, counts, and says from which score on a hit matters. A hit enters only above the least in the heap: documents come in
/// rising order, so equal scores lose to earlier ones. Hits are given it live and with their number in the segment.
/// </summary>
internal sealed class HitCollector
{
    private readonly ScoreDoc[] heap;
    private readonly int k;
    private readonly int threshold;
    private readonly ScoreDoc? after;
    private readonly IHitVisitor? visitor;
    private readonly CancellationToken cancel;
    private int filled;
    private int segmentBase;
    private int ticks;

    public HitCollector(int k, int threshold, ScoreDoc? after, IHitVisitor? visitor, CancellationToken cancel)
    {
        this.k = k;
        this.threshold = Math.Max(threshold, k);
        this.after = after;
        this.visitor = visitor;
        this.cancel = cancel;
        heap = new ScoreDoc[k];
    }

    /// <summary>Cancelled when the search is to end.</summary>
    public CancellationToken Cancel => cancel;

    public long Hits { get; private set; }

    public bool IsExact { get; private set; } = true;

    /// <summary>A hit with this score or less cannot enter the heap any more.</summary>
    public float Least { get; private set; } = float.NegativeInfinity;

    /// <summary>Whether nobody needs to see each hit, so that a known count may stand for counting.</summary>
    public bool TakesCounts => visitor is null;

    /// <summary>Whether hits of a score not above <see cref="Least"/> may be left out, at the price of the exact count.</summary>
    public bool MayPrune => visitor is null && filled == k && Hits > threshold;

    public void Begin(SnapshotSegment segment)
    {
        segmentBase = segment.Base;
        visitor?.Begin(segment);
        cancel.ThrowIfCancellationRequested();
    }

    /// <summary>Throws when the search was cancelled; to be called every few thousand documents.</summary>
    public void Tick() => cancel.ThrowIfCancellationRequested();

    /// <summary>Counts hits without seeing them.</summary>
    public void AddCount(long hits) => Hits += hits;

    /// <summary>Says that some hits were left out.</summary>
    public void MarkPruned() => IsExact = false;

    /// <summary>Counts a hit and keeps it if it is among the best.</summary>
    public void Collect(int doc, float score)
    {
        Hits++;
        visitor?.Visit(new ReadOnlySpan<int>(in doc));
        if ((++ticks & 0xFFF) == 0)
        {
            Tick();
        }

        if (score > Least)
        {
            Offer(doc, score);
        }
    }

    /// <summary>Counts hits and keeps those among the best; there may be more scores than documents.</summary>
    public void Collect(ReadOnlySpan<int> docs, ReadOnlySpan<float> scores)
    {
        Hits += docs.Length;
        visitor?.Visit(docs);
        Offer(docs, scores);
    }

    /// <summary>Keeps of hits that are counted already those among the best.</summary>
    public void Offer(ReadOnlySpan<int> docs, ReadOnlySpan<float> scores)
    {
        float least = Least;
        for (int i = 0; i < docs.Length; i++)
        {
            if (i + 8 <= docs.Length)
            {
                uint above = Vector256.GreaterThan(Vector256.Create(scores.Slice(i, 8)), Vector256.Create(least)).ExtractMostSignificantBits();
                if (above == 0)
                {
                    i += 7;
                    continue;
                }

                i += BitOperations.TrailingZeroCount(above);
            }

            if (scores[i] > least)
            {
                Offer(docs[i], scores[i]);
                least = Least;
            }
        }
    }

    /// <summary>Keeps a hit that is counted already, if it is among the best.</summary>
    public void Offer(int doc, float score)
    {
        if (!(score > Least))
        {
            return;
        }

        doc += segmentBase;
        if (after is { } a && (score > a.Score || (score == a.Score && doc <= a.Doc)))
        {
            return;
        }

        if (k == 0)
        {
            return;
        }

        if (filled < k)
        {
            int at = filled++;
            while (at > 0 && Below(doc, score, heap[(at - 1) >> 1]))
            {
                heap[at] = heap[(at - 1) >> 1];
                at = (at - 1) >> 1;
            }

            heap[at] = new ScoreDoc(doc, score);
        }
        else
        {
            Replace(doc, score);
        }

        if (filled == k)
        {
            Least = heap[0].Score;
        }
    }

    public ScoreDoc[] Best()
    {
        var best = heap.AsSpan(0, filled).ToArray();
        Array.Sort(best, static (x, y) => x.Score != y.Score ? y.Score.CompareTo(x.Score) : x.Doc.CompareTo(y.Doc));
        return best;
    }

    // The root is the worst: the lowest score, and among equals the highest document.
    private static bool Below(int doc, float score, ScoreDoc other) => score < other.Score || (score == other.Score && doc > other.Doc);

    private void Replace(int doc, float score)
    {
        int at = 0;
        while (true)
        {
            int child = (2 * at) + 1;
            if (child >= k)
            {
                break;
            }

            if (child + 1 < k && Below(heap[child + 1].Doc, heap[child + 1].Score, heap[child]))
            {
                child++;
            }

            if (!Below(heap[child].Doc, heap[child].Score, new ScoreDoc(doc, score)))
            {
                break;
            }

            heap[at] = heap[child];
            at = child;
        }

        heap[at] = new ScoreDoc(doc, score);
    }
}

/// <summary>Sees every live hit, in rising order, once: for facets, histograms, sorting.</summary>
internal interface IHitVisitor
{
    void Begin(SnapshotSegment segment);

    void Visit(ReadOnlySpan<int> docs);
}
