using KnowledgeBase.Engine.Format.Terms;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>
/// What is asked of an index. Queries are values: equal when they ask the same, never changed, usable on any snapshot and by any thread.
/// A query becomes, after <see cref="Rewrite"/>, a <see cref="Weight"/> with the statistics of one snapshot, and that a <see cref="Scorer"/> for each segment.
/// </summary>
public abstract record Query
{
    /// <summary>A simpler query with the same hits and scores on this snapshot; itself when there is none.</summary>
    internal virtual Query Rewrite(IndexSnapshot snapshot) => this;

    /// <summary>Binds the (rewritten) query to a snapshot. <paramref name="boost"/> is the product of the boosts around it.</summary>
    internal abstract Weight Bind(SearchContext context, float boost);
}

/// <summary>Documents with a term, scored by BM25.</summary>
public sealed record TermQuery(string Field, TermBytes Term) : Query
{
    /// <summary>
    /// Where the term was found when a query was rewritten to it, and the document frequency to score with in place of its own. It does not make two
    /// queries differ: of equal clauses the first decides, as in the reference implementation.
    /// </summary>
    internal FoundTerm? Found { get; init; }

    public bool Equals(TermQuery? other) => other is not null && Field == other.Field && Term == other.Term;

    public override int GetHashCode() => HashCode.Combine(Field, Term);

    internal override Weight Bind(SearchContext context, float boost) =>
        Found is null ? new TermWeight(context, Field, Term, boost) : new TermWeight(context, Field, Found.States, boost, Found.DocFreq);
}

/// <summary>A term's place in each segment of one snapshot, and a document frequency for it.</summary>
internal sealed record FoundTerm(TermState[] States, long DocFreq);

/// <summary>All live documents, each with score 1.</summary>
public sealed record MatchAllQuery : Query
{
    internal override Weight Bind(SearchContext context, float boost) => new MatchAllWeight(boost);
}

/// <summary>No document.</summary>
public sealed record MatchNoneQuery : Query
{
    internal override Weight Bind(SearchContext context, float boost) => new MatchNoneWeight();
}

/// <summary>The inner query, its scores multiplied. Boosts within each other multiply.</summary>
public sealed record BoostQuery(Query Inner, float Boost) : Query
{
    internal override Query Rewrite(IndexSnapshot snapshot)
    {
        var inner = Inner.Rewrite(snapshot);
        if (Boost == 1f)
        {
            return inner;
        }

        if (inner is BoostQuery nested)
        {
            return new BoostQuery(nested.Inner, Boost * nested.Boost).Rewrite(snapshot);
        }

        if (Boost == 0f && inner is not ConstantScoreQuery)
        {
            return new BoostQuery(new ConstantScoreQuery(inner), 0f);
        }

        return inner == Inner ? this : new BoostQuery(inner, Boost);
    }

    internal override Weight Bind(SearchContext context, float boost) => Inner.Bind(context, Boost * boost);
}

/// <summary>The hits of the inner query, each with score 1.</summary>
public sealed record ConstantScoreQuery(Query Inner) : Query
{
    internal override Query Rewrite(IndexSnapshot snapshot)
    {
        var inner = Inner.Rewrite(snapshot);
        while (inner is BoostQuery boost)
        {
            inner = boost.Inner;
        }

        return inner is ConstantScoreQuery ? inner : inner == Inner ? this : new ConstantScoreQuery(inner);
    }

    internal override Weight Bind(SearchContext context, float boost) => new ConstantWeight(Inner.Bind(context, 1f), boost);
}

/// <summary>Documents of any of several queries; the score is that of the best, plus the others' sum times the tie breaker (0 to 1).</summary>
public sealed record DisjunctionMaxQuery : Query
{
    public DisjunctionMaxQuery(IEnumerable<Query> parts, float tieBreaker = 0f)
    {
        Parts = new(parts);
        TieBreaker = tieBreaker;
    }

    public ValueList<Query> Parts { get; }

    public float TieBreaker { get; }

    internal override Query Rewrite(IndexSnapshot snapshot)
    {
        if (Parts.Count == 1)
        {
            return Parts[0].Rewrite(snapshot);
        }

        return Parts.Count == 0 ? new MatchNoneQuery() : new DisjunctionMaxQuery(Parts.Select(p => p.Rewrite(snapshot)), TieBreaker);
    }

    internal override Weight Bind(SearchContext context, float boost) => new DisjunctionMaxWeight([.. Parts.Select(p => p.Bind(context, boost))], TieBreaker);
}

/// <summary>Documents with a point from <paramref name="Min"/> to <paramref name="Max"/>, both included; score 1.</summary>
public sealed record PointRangeQuery(string Field, long Min, long Max) : Query
{
    internal override Weight Bind(SearchContext context, float boost) => new PointRangeWeight(this, boost, context.Scratch);
}

/// <summary>A list that compares by its content.</summary>
public sealed class ValueList<T>(IEnumerable<T> items) : IEquatable<ValueList<T>>, IReadOnlyList<T>
{
    private readonly T[] items = [.. items];

    public int Count => items.Length;

    public T this[int index] => items[index];

    public bool Equals(ValueList<T>? other) => other is not null && items.AsSpan().SequenceEqual(other.items);

    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var item in items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => items.GetEnumerator();
}
