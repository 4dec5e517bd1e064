using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>What a clause of a Boolean query demands.</summary>
public enum Occur
{
    /// <summary>The clause must match; its score counts.</summary>
    Must,

    /// <summary>The clause must match; its score does not count.</summary>
    Filter,

    /// <summary>The clause may match; its score counts.</summary>
    Should,

    /// <summary>The clause must not match.</summary>
    Not,
}

/// <summary>One clause.</summary>
public sealed record Clause(Occur Occur, Query Query);

/// <summary>
/// A combination of clauses. Without a must or filter at least one should-clause has to match; <see cref="MinShouldMatch"/> may demand more.
/// Scores of clauses add up.
/// </summary>
public sealed record BooleanQuery : Query
{
    public BooleanQuery(IEnumerable<Clause> clauses, int minShouldMatch = 0)
    {
        Clauses = new(clauses);
        MinShouldMatch = minShouldMatch;
    }

    public BooleanQuery(params Clause[] clauses)
        : this(clauses, 0)
    {
    }

    public ValueList<Clause> Clauses { get; }

    public int MinShouldMatch { get; }

    private bool IsPureDisjunction => MinShouldMatch <= 1 && Clauses.All(c => c.Occur == Occur.Should);

    /// <summary>All of these.</summary>
    public static BooleanQuery And(params Query[] queries) => new(queries.Select(q => new Clause(Occur.Must, q)));

    /// <summary>Any of these.</summary>
    public static BooleanQuery Or(params Query[] queries) => new(queries.Select(q => new Clause(Occur.Should, q)));

    internal override Query Rewrite(IndexSnapshot snapshot)
    {
        Query query = WithRewritten(snapshot);
        while (query is BooleanQuery boolean)
        {
            var simpler = boolean.Simplify(snapshot);
            if (ReferenceEquals(simpler, boolean))
            {
                break;
            }

            query = simpler is BooleanQuery ? simpler : simpler.Rewrite(snapshot);
        }

        return query;
    }

    internal override Weight Bind(SearchContext context, float boost) => new BooleanWeight(context, this, boost);

    internal IEnumerable<Query> Of(Occur occur) => Clauses.Where(c => c.Occur == occur).Select(c => c.Query);

    private BooleanQuery WithRewritten(IndexSnapshot snapshot)
    {
        Clause[]? rewritten = null;
        for (int i = 0; i < Clauses.Count; i++)
        {
            var before = Clauses[i].Query;
            var after = before.Rewrite(snapshot);
            if (!ReferenceEquals(before, after))
            {
                rewritten ??= [.. Clauses];
                rewritten[i] = new Clause(Clauses[i].Occur, after);
            }
        }

        return rewritten is null ? this : new BooleanQuery(rewritten, MinShouldMatch);
    }

    // Whether all clauses are of one kind that adds scores, different from each other and not disjunctions themselves: then there is nothing to simplify.
    private bool IsSimple()
    {
        var occur = Clauses[0].Occur;
        if (Clauses.Count is 1 or > 64 || occur is not (Occur.Must or Occur.Should) || MinShouldMatch > 0)
        {
            return false;
        }

        for (int i = 0; i < Clauses.Count; i++)
        {
            if (Clauses[i].Occur != occur || Clauses[i].Query is BooleanQuery)
            {
                return false;
            }

            var query = Unboosted(Clauses[i].Query, out _);
            for (int before = 0; before < i; before++)
            {
                if (Unboosted(Clauses[before].Query, out _).Equals(query))
                {
                    return false;
                }
            }
        }

        return true;
    }

    // One step towards the simplest form; these steps decide which scores are added, so they follow the reference implementation.
    private Query Simplify(IndexSnapshot snapshot)
    {
        if (Clauses.Count == 0)
        {
            return new MatchNoneQuery();
        }

        if (IsSimple())
        {
            return this;
        }

        if (Clauses.Count == 1)
        {
            var only = Clauses[0];
            if (MinShouldMatch == 1 && only.Occur == Occur.Should)
            {
                return only.Query;
            }

            if (MinShouldMatch == 0)
            {
                return only.Occur switch
                {
                    Occur.Should or Occur.Must => only.Query,
                    Occur.Filter => new BoostQuery(new ConstantScoreQuery(only.Query), 0f),
                    _ => new MatchNoneQuery(),
                };
            }
        }

        var must = Of(Occur.Must).ToList();
        var filters = Of(Occur.Filter).Distinct().ToList();
        var nots = Of(Occur.Not).Distinct().ToList();
        var should = Of(Occur.Should).ToList();
        if (nots.Any(n => n is MatchAllQuery || must.Contains(n) || filters.Contains(n)))
        {
            return new MatchNoneQuery();
        }

        int before = filters.Count + nots.Count;
        bool changed = before != Of(Occur.Filter).Count() + Of(Occur.Not).Count();
        if (filters.Count > 1 || must.Count > 0)
        {
            changed |= filters.RemoveAll(f => f is MatchAllQuery) > 0;
        }

        changed |= filters.RemoveAll(must.Contains) > 0;
        int min = MinShouldMatch;
        foreach (var both in filters.Where(should.Contains).ToList())
        {
            filters.Remove(both);
            should.RemoveAll(s => s.Equals(both));
            must.Add(both);
            min = Math.Max(0, min - 1);
            changed = true;
        }

        if (min <= 1)
        {
            changed |= MergeEqual(ref should);
        }

        changed |= MergeEqual(ref must);
        if (must.Count == 1 && should.Count == 0 && filters.Count > 0 && Unboosted(must[0], out float boost) is MatchAllQuery)
        {
            var inner = new BooleanQuery(filters.Select(f => new Clause(Occur.Filter, f)).Concat(nots.Select(n => new Clause(Occur.Not, n))));
            Query constant = new ConstantScoreQuery(inner.Rewrite(snapshot));
            return boost == 1f ? constant : new BoostQuery(constant, boost);
        }

        if (min <= 1 && should.Any(s => s is BooleanQuery { IsPureDisjunction: true }))
        {
            should = [.. should.SelectMany(s => s is BooleanQuery { IsPureDisjunction: true } nested ? nested.Of(Occur.Should) : [s])];
            changed = true;
        }

        return changed
            ? new BooleanQuery(must.Select(q => new Clause(Occur.Must, q)).Concat(filters.Select(q => new Clause(Occur.Filter, q))).Concat(should.Select(q => new Clause(Occur.Should, q))).Concat(nots.Select(q => new Clause(Occur.Not, q))), min)
            : this;
    }

    // Equal clauses become one, their boosts added.
    private static bool MergeEqual(ref List<Query> queries)
    {
        var boosts = new Dictionary<Query, double>();
        var order = new List<Query>();
        foreach (var query in queries)
        {
            var plain = Unboosted(query, out float boost);
            if (!boosts.TryAdd(plain, boost))
            {
                boosts[plain] += boost;
            }
            else
            {
                order.Add(plain);
            }
        }

        if (order.Count == queries.Count)
        {
            return false;
        }

        queries = [.. order.Select(q => (float)boosts[q] is var b && b != 1f ? new BoostQuery(q, b) : q)];
        return true;
    }

    private static Query Unboosted(Query query, out float boost)
    {
        double product = 1;
        while (query is BoostQuery b)
        {
            product *= b.Boost;
            query = b.Inner;
        }

        boost = (float)product;
        return query;
    }
}
