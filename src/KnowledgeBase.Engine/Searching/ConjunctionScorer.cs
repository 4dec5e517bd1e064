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
