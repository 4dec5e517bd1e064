using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>One term of a group and how much an occurrence of it counts.</summary>
public sealed record WeightedTerm(TermBytes Term, float Weight = 1f);

/// <summary>
/// Several terms scored as one: a document's frequency is the weighted sum of theirs, the document frequency that of the commonest of them.
/// What languages, synonyms and spelling variants need.
/// </summary>
public sealed record TermGroupQuery : Query
{
    public TermGroupQuery(string field, IEnumerable<WeightedTerm> terms)
    {
        Field = field;
        Terms = new(terms.DistinctBy(t => t.Term));
    }

    public string Field { get; }

    public ValueList<WeightedTerm> Terms { get; }

    internal override Query Rewrite(IndexSnapshot snapshot) => Terms.Count switch
    {
        0 => new MatchNoneQuery(),
        1 when Terms[0].Weight == 1f => new TermQuery(Field, Terms[0].Term),
        _ => this,
    };

    internal override Weight Bind(SearchContext context, float boost) => new TermGroupWeight(context, Field, Terms, boost);
}

/// <summary>A place of a phrase: any of these terms.</summary>
/// <param name="Terms">At least one term.</param>
/// <param name="Position">Where, counted from the phrase's beginning.</param>
public sealed record PhrasePart(ValueList<WeightedTerm> Terms, int Position)
{
    public PhrasePart(TermBytes term, int position)
        : this(new ValueList<WeightedTerm>([new WeightedTerm(term)]), position)
    {
    }
}

/// <summary>
/// Terms at given distances. With slop 0 they stand exactly so; with more, the terms may be moved by that many positions in all, and a match counts
/// 1 / (1 + distance).
/// </summary>
public sealed record PhraseQuery : Query
{
    public PhraseQuery(string field, IEnumerable<PhrasePart> parts, int slop = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slop);
        Field = field;
        Parts = new(parts);
        Slop = slop;
    }

    /// <summary>Terms one after another.</summary>
    public PhraseQuery(string field, int slop, params TermBytes[] terms)
        : this(field, terms.Select((t, i) => new PhrasePart(t, i)), slop)
    {
    }

    public string Field { get; }

    public ValueList<PhrasePart> Parts { get; }

    public int Slop { get; }

    internal override Query Rewrite(IndexSnapshot snapshot)
    {
        if (Parts.Count == 0 || Parts.Any(p => p.Terms.Count == 0))
        {
            return new MatchNoneQuery();
        }

        if (Parts.Count == 1)
        {
            return new TermGroupQuery(Field, Parts[0].Terms).Rewrite(snapshot);
        }

        int first = Parts[0].Position;
        return first == 0 ? this : new PhraseQuery(Field, Parts.Select(p => p with { Position = p.Position - first }), Slop);
    }

    internal override Weight Bind(SearchContext context, float boost) =>
        new PositionsWeight(context, Field, Parts, boost, Slop == 0, (sources, offsets) => Slop == 0 ? new ExactPhrase(sources, offsets) : new SloppyPhrase(sources, offsets, Parts, Slop));
}

/// <summary>
/// Terms near each other: at most <see cref="Slop"/> other positions between them, in the given order or in any; each has a position of its own. Of windows
/// within each other the shortest counts, with 1 / (1 + positions between).
/// </summary>
public sealed record NearQuery : Query
{
    public NearQuery(string field, IEnumerable<ValueList<WeightedTerm>> parts, int slop, bool ordered)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slop);
        Field = field;
        Parts = new(parts.Select((terms, i) => new PhrasePart(terms, i)));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Parts.Count, 64, nameof(parts));
        Slop = slop;
        Ordered = ordered;
    }

    public string Field { get; }

    public ValueList<PhrasePart> Parts { get; }

    public int Slop { get; }

    public bool Ordered { get; }

    internal override Query Rewrite(IndexSnapshot snapshot) =>
        Parts.Count == 0 || Parts.Any(p => p.Terms.Count == 0) ? new MatchNoneQuery()
        : Parts.Count == 1 ? new TermGroupQuery(Field, Parts[0].Terms).Rewrite(snapshot)
        : this;

    internal override Weight Bind(SearchContext context, float boost) =>
        new PositionsWeight(context, Field, Parts, boost, exact: false, (sources, _) => new NearMatcher(sources, Slop, Ordered));
}
