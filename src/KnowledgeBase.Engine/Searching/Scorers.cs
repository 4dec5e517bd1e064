namespace KnowledgeBase.Engine.Searching;

/// <summary>Documents that all parts match. The cheapest part leads.</summary>
internal sealed class ConjunctionScorer : Scorer
{
    private readonly Scorer[] parts;
    private readonly Scorer[] scoring;
    private readonly SearchScratch scratch;

    /// <param name="parts">All that must match.</param>
    /// <param name="scoring">Those of them whose scores add up.</param>
    /// <param name="scratch">Of the search, which may be cancelled.</param>
    public ConjunctionScorer(IReadOnlyList<Scorer> parts, IReadOnlyList<Scorer> scoring, SearchScratch scratch)
    {
        this.scratch = scratch;
        this.parts = [.. parts.OrderBy(p => p.Cost)];
        this.scoring = [.. scoring];
    }

    public override long Cost => parts[0].Cost;

    public override int Next() => Settle(parts[0].Next());

    public override int Advance(int target) => Settle(parts[0].Advance(target));

    public override float Score()
    {
        double sum = 0;
        foreach (var part in scoring)
        {
            sum += part.Score();
        }

        return (float)sum;
    }

    public override int AdvanceShallow(int target)
    {
        int end = End;
        foreach (var part in scoring)
        {
            end = Math.Min(end, part.AdvanceShallow(target));
        }

        return end;
    }

    public override float MaxScore(int upTo) => ScoreBound.Sum(scoring, upTo);

    private int Settle(int doc)
    {
        while (doc != End)
        {
            scratch.Step();
            int i = 1;
            for (; i < parts.Length; i++)
            {
                int other = parts[i].Doc;
                if (other < doc)
                {
                    other = parts[i].Advance(doc);
                }

                if (other > doc)
                {
                    doc = other == End ? End : parts[0].Advance(other);
                    break;
                }
            }

            if (i == parts.Length)
            {
                break;
            }
        }

        return Doc = doc;
    }
}

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

/// <summary>The hits of what is required; what is optional adds its score where it matches too (added in single precision).</summary>
internal sealed class RequiredOptionalScorer(Scorer required, Scorer optional) : Scorer
{
    public override long Cost => required.Cost;

    public override int Next() => Doc = required.Next();

    public override int Advance(int target) => Doc = required.Advance(target);

    public override float Score()
    {
        if (optional.Doc < Doc)
        {
            optional.Advance(Doc);
        }

        float score = required.Score();
        return optional.Doc == Doc ? score + optional.Score() : score;
    }
}

/// <summary>The hits of one query without those of another.</summary>
internal sealed class ExclusionScorer(Scorer wanted, Scorer excluded, SearchScratch scratch) : Scorer
{
    public override long Cost => wanted.Cost;

    public override int Next() => Settle(wanted.Next());

    public override int Advance(int target) => Settle(wanted.Advance(target));

    public override float Score() => wanted.Score();

    public override int AdvanceShallow(int target) => wanted.AdvanceShallow(target);

    public override float MaxScore(int upTo) => wanted.MaxScore(upTo);

    private int Settle(int doc)
    {
        for (; doc != End; doc = wanted.Next())
        {
            scratch.Step();
            if (excluded.Doc < doc)
            {
                excluded.Advance(doc);
            }

            if (excluded.Doc != doc)
            {
                break;
            }
        }

        return Doc = doc;
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

/// <summary>Bounds for sums of bounds.</summary>
internal static class ScoreBound
{
    public static float Sum(Scorer[] parts, int upTo)
    {
        double sum = 0;
        foreach (var part in parts)
        {
            sum += part.MaxScore(upTo);
        }

        return Widen(sum, parts.Length);
    }

    /// <summary>A float that no sum of the parts, added in any order in double and rounded to float, exceeds.</summary>
    public static float Widen(double sum, int parts)
    {
        double wide = parts <= 2 ? sum : sum * (1 + (parts * 2.3e-16));
        return MathF.BitIncrement((float)wide);
    }
}
