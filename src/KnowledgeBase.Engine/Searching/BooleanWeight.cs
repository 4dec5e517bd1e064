using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>A Boolean query bound to a snapshot.</summary>
internal sealed class BooleanWeight : Weight
{
    private readonly Weight[] must;
    private readonly Weight[] filters;
    private readonly Weight[] should;
    private readonly Weight[] nots;
    private readonly int minShould;

    public BooleanWeight(SearchContext context, BooleanQuery query, float boost)
    {
        must = [.. query.Of(Occur.Must).Select(q => q.Bind(context, boost))];
        filters = [.. query.Of(Occur.Filter).Select(q => q.Bind(context, 1f))];
        should = [.. query.Of(Occur.Should).Select(q => q.Bind(context, boost))];
        nots = [.. query.Of(Occur.Not).Select(q => q.Bind(context, 1f))];
        minShould = query.MinShouldMatch;
    }

    public override Scorer? Scorer(SnapshotSegment segment)
    {
        int min = minShould;
        var scoring = new List<Scorer>();
        var required = new List<Scorer>();
        foreach (var weight in must)
        {
            if (weight.Scorer(segment) is not { } scorer)
            {
                return null;
            }

            scoring.Add(scorer);
            required.Add(scorer);
        }

        foreach (var weight in filters)
        {
            if (weight.Scorer(segment) is not { } scorer)
            {
                return null;
            }

            required.Add(scorer);
        }

        var optional = should.Select(w => w.Scorer(segment)).OfType<Scorer>().ToList();
        if (optional.Count < min || (required.Count == 0 && optional.Count == 0))
        {
            return null;
        }

        if (optional.Count == min && min > 0)
        {
            scoring.AddRange(optional);
            required.AddRange(optional);
            optional.Clear();
            min = 0;
        }

        return Exclude(segment, Combine(scoring, required, optional, min));
    }

    public override bool Collect(SnapshotSegment segment, HitCollector collector)
    {
        if (nots.Length > 0)
        {
            return false;
        }

        if (must.Length == 0 && filters.Length == 0 && minShould <= 1 && should.Length > 1 && should.All(w => w is TermWeight))
        {
            return TermsCollection.Any([.. should.Cast<TermWeight>()], segment, collector);
        }

        return should.Length == 0 && minShould == 0 && must.Length > 0 && CollectAll(segment, collector);
    }

    // Terms and groups of terms that must all be there, among bits; false where something else is asked.
    private bool CollectAll(SnapshotSegment segment, HitCollector collector)
    {
        if (!must.All(w => w.HasSource) || !filters.All(f => f.HasSource || f.HasBits))
        {
            return false;
        }

        var bits = new List<ulong[]>();
        var scoring = new BlockSource[must.Length];
        for (int i = 0; i < must.Length; i++)
        {
            if (must[i].Source(segment) is not { } source)
            {
                return true;
            }

            scoring[i] = source;
        }

        var sources = new List<BlockSource>(scoring);
        foreach (var filter in filters)
        {
            if (filter.HasSource)
            {
                if (filter.Source(segment) is not { } source)
                {
                    return true;
                }

                sources.Add(source);
            }
            else
            {
                switch (filter.Scorer(segment))
                {
                    case null:
                        return true;
                    case BitsScorer set:
                        bits.Add(set.Bits);
                        break;
                }
            }
        }

        long targets = sources.Min(s => s.Cost);
        foreach (var group in sources.OfType<GroupSource>())
        {
            group.Expect(targets, segment.Reader.MaxDoc);
        }

        new Intersection([.. sources], scoring, [.. bits], segment.Reader.LiveDocs).Run(collector);
        return true;
    }

    private static Scorer Combine(List<Scorer> scoring, List<Scorer> required, List<Scorer> optional, int min)
    {
        if (required.Count == 0)
        {
            return Any(optional, min);
        }

        Scorer all = required.Count == 1 && scoring.Count == 1
            ? required[0]
            : scoring.Count == 0 ? new ConstantScorer(required.Count == 1 ? required[0] : new ConjunctionScorer(required, []), 0f) : new ConjunctionScorer(required, scoring);
        if (optional.Count == 0)
        {
            return all;
        }

        var any = Any(optional, min);
        return min > 0 ? new ConjunctionScorer([all, any], [all, any]) : new RequiredOptionalScorer(all, any);
    }

    private static Scorer Any(List<Scorer> optional, int min) =>
        optional.Count == 1 ? optional[0] : new DisjunctionScorer(optional, min);

    private Scorer Exclude(SnapshotSegment segment, Scorer wanted)
    {
        var excluded = nots.Select(w => w.Scorer(segment)).OfType<Scorer>().ToList();
        return excluded.Count switch
        {
            0 => wanted,
            1 => new ExclusionScorer(wanted, excluded[0]),
            _ => new ExclusionScorer(wanted, new DisjunctionScorer(excluded)),
        };
    }
}

internal sealed class DisjunctionMaxWeight(Weight[] parts, float tieBreaker) : Weight
{
    public override Scorer? Scorer(SnapshotSegment segment)
    {
        var scorers = parts.Select(p => p.Scorer(segment)).OfType<Scorer>().ToArray();
        return scorers.Length switch { 0 => null, 1 => scorers[0], _ => new DisjunctionMaxScorer(scorers, tieBreaker) };
    }
}
