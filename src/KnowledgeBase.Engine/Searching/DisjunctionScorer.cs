namespace KnowledgeBase.Engine.Searching;

/// <summary>Documents that at least so many parts match; the scores of those that do add up.</summary>
internal sealed class DisjunctionScorer : Scorer
{
    private readonly Scorer[] heap;
    private readonly int minMatch;
    private int size;

    public DisjunctionScorer(IReadOnlyList<Scorer> parts, int minMatch = 1)
    {
        heap = [.. parts];
        size = heap.Length;
        this.minMatch = minMatch;
        Cost = parts.Sum(p => p.Cost);
    }

    public override long Cost { get; }

    public override int Next() => MoveTo(Doc + 1);

    public override int Advance(int target) => MoveTo(target);

    public override float Score()
    {
        double sum = 0;
        Sum(0, ref sum);
        return (float)sum;
    }

    public override int AdvanceShallow(int target)
    {
        int end = End;
        foreach (var part in heap)
        {
            // A part that stands beyond the target begins to count where it stands.
            end = Math.Min(end, part.Doc <= target ? part.AdvanceShallow(target) : part.Doc == End ? End : part.Doc - 1);
        }

        return end;
    }

    public override float MaxScore(int upTo)
    {
        double sum = 0;
        foreach (var part in heap)
        {
            sum += part.Doc <= upTo ? part.MaxScore(upTo) : 0;
        }

        return ScoreBound.Widen(sum, heap.Length);
    }

    private int MoveTo(int target)
    {
        while (true)
        {
            while (size > 0 && heap[0].Doc < target)
            {
                heap[0].Advance(target);
                SiftDown();
            }

            int doc = heap[0].Doc;
            if (doc == End || minMatch <= 1)
            {
                return Doc = doc;
            }

            int matching = 0;
            CountAt(0, doc, ref matching);
            if (matching >= minMatch)
            {
                return Doc = doc;
            }

            target = doc + 1;
        }
    }

    private void Sum(int at, ref double sum)
    {
        if (at < size && heap[at].Doc == Doc)
        {
            sum += heap[at].Score();
            Sum((2 * at) + 1, ref sum);
            Sum((2 * at) + 2, ref sum);
        }
    }

    private void CountAt(int at, int doc, ref int matching)
    {
        if (at < size && heap[at].Doc == doc)
        {
            matching++;
            CountAt((2 * at) + 1, doc, ref matching);
            CountAt((2 * at) + 2, doc, ref matching);
        }
    }

    private void SiftDown()
    {
        var top = heap[0];
        int at = 0;
        while (true)
        {
            int child = (2 * at) + 1;
            if (child >= size)
            {
                break;
            }

            if (child + 1 < size && heap[child + 1].Doc < heap[child].Doc)
            {
                child++;
            }

            if (heap[child].Doc >= top.Doc)
            {
                break;
            }

            heap[at] = heap[child];
            at = child;
        }

        heap[at] = top;
    }
}

/// <summary>Best of the parts, plus the others' sum times the tie breaker.</summary>
internal sealed class DisjunctionMaxScorer(Scorer[] parts, float tieBreaker) : Scorer
{
    public override long Cost { get; } = parts.Sum(p => p.Cost);

    public override int Next() => Advance(Doc + 1);

    public override int Advance(int target)
    {
        int least = End;
        foreach (var part in parts)
        {
            least = Math.Min(least, part.Doc < target ? part.Advance(target) : part.Doc);
        }

        return Doc = least;
    }

    public override float Score()
    {
        float best = 0;
        double others = 0;
        foreach (var part in parts)
        {
            if (part.Doc == Doc)
            {
                float score = part.Score();
                if (score >= best)
                {
                    others += best;
                    best = score;
                }
                else
                {
                    others += score;
                }
            }
        }

        return (float)(best + (others * tieBreaker));
    }
}
