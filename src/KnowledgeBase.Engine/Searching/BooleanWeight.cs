using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>A Boolean query bound to a snapshot.</summary>
internal sealed class BooleanWeight : Weight
{
    private readonly SearchScratch scratch;
    private readonly Weight[] must;
    private readonly Weight[] filters;
    private readonly Weight[] should;
    private readonly Weight[] nots;
    private readonly int minShould;

    public BooleanWeight(SearchContext context, BooleanQuery query, float boost)
    {
        scratch = context.Scratch;
        must = Bind(context, query, Occur.Must, boost);
        filters = Bind(context, query, Occur.Filter, 1f);
        should = Bind(context, query, Occur.Should, boost);
        nots = Bind(context, query, Occur.Not, 1f);
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

        if (must.Length == 0 && filters.Length == 0 && minShould <= 1 && should.Length > 1 && Array.TrueForAll(should, static w => w is TermWeight))
        {
            return AnyTerm(segment, collector);
        }

        return should.Length == 0 && minShould == 0 && must.Length > 0 && CollectAll(segment, collector);
    }

    private bool AnyTerm(SnapshotSegment segment, HitCollector collector)
    {
        var windows = scratch.TermWindows().Begin(segment.Reader.LiveDocs);
        foreach (var weight in should)
        {
            if (((TermWeight)weight).TermScorer(segment) is { } scorer)
            {
                windows.Add(scorer);
            }
        }

        windows.Collect(segment, collector);
        return true;
    }

    // Terms and groups of terms that must all be there, among bits; false where something else is asked.
    private bool CollectAll(SnapshotSegment segment, HitCollector collector)
    {
        if (!Array.TrueForAll(must, static w => w.HasSource) || !Array.TrueForAll(filters, static f => f.HasSource || f.HasBits))
        {
            return false;
        }

        var intersection = scratch.Intersection().Begin(segment.Reader.LiveDocs);
        foreach (var weight in must)
        {
            if (weight.Source(segment) is not { } source)
            {
                return true;
            }

            intersection.Add(source, scores: true);
        }

        foreach (var filter in filters)
        {
            if (filter.HasSource)
            {
                if (filter.Source(segment) is not { } source)
                {
                    return true;
                }

                intersection.Add(source, scores: false);
            }
            else
            {
                switch (filter.Scorer(segment))
                {
                    case null:
                        return true;
                    case BitsScorer set:
                        intersection.AddFilter(set.Bits);
                        break;
                }
            }
        }

        intersection.ExpectFew(segment.Reader.MaxDoc);
        intersection.Run(collector);
        return true;
    }

    private static Weight[] Bind(SearchContext context, BooleanQuery query, Occur occur, float boost)
    {
        int count = 0;
        for (int i = 0; i < query.Clauses.Count; i++)
        {
            count += query.Clauses[i].Occur == occur ? 1 : 0;
        }

        var weights = count == 0 ? [] : new Weight[count];
        for (int i = query.Clauses.Count - 1; i >= 0; i--)
        {
            if (query.Clauses[i].Occur == occur)
            {
                weights[--count] = query.Clauses[i].Query.Bind(context, boost);
            }
        }

        return weights;
    }

    private Scorer Combine(List<Scorer> scoring, List<Scorer> required, List<Scorer> optional, int min)
    {
        if (required.Count == 0)
        {
            return Any(optional, min);
        }

        Scorer all = required.Count == 1 && scoring.Count == 1
            ? required[0]
            : scoring.Count == 0 ? new ConstantScorer(required.Count == 1 ? required[0] : new ConjunctionScorer(required, [], scratch), 0f) : new ConjunctionScorer(required, scoring, scratch);
        if (optional.Count == 0)
        {
            return all;
        }

        var any = Any(optional, min);
        return min > 0 ? new ConjunctionScorer([all, any], [all, any], scratch) : new RequiredOptionalScorer(all, any);
    }

    private static Scorer Any(List<Scorer> optional, int min) =>
        optional.Count == 1 ? optional[0] : new DisjunctionScorer(optional, min);

    private Scorer Exclude(SnapshotSegment segment, Scorer wanted)
    {
        var excluded = nots.Select(w => w.Scorer(segment)).OfType<Scorer>().ToList();
        return excluded.Count switch
        {
            0 => wanted,
            1 => new ExclusionScorer(wanted, excluded[0], scratch),
            _ => new ExclusionScorer(wanted, new DisjunctionScorer(excluded), scratch),
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
