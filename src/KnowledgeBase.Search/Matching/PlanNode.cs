namespace KnowledgeBase.Search.Matching;

/// <summary>A query whose words are known: what is matched against the segments of the index.</summary>
internal abstract record PlanNode;

internal sealed record PlanWord(WordGroup Word) : PlanNode;

/// <summary>Words at their distance from the first, at most <paramref name="Slop"/> moves apart, in one of the fields.</summary>
internal sealed record PlanPhrase(IReadOnlyList<(WordGroup Word, int Offset)> Words, int Slop, IReadOnlyList<string> Fields) : PlanNode;

/// <summary>One of these exact terms in a field without positions.</summary>
internal sealed record PlanKeywords(string Field, IReadOnlyList<string> Terms) : PlanNode;

/// <summary>The pieces of the words, of which a document must hold the part <paramref name="LeastShare"/> by weight.</summary>
internal sealed record PlanGrams(GramGroup Grams, double LeastShare) : PlanNode;

internal sealed record PlanYears(int From, int To) : PlanNode;

internal sealed record PlanEverything : PlanNode;

internal sealed record PlanAny(IReadOnlyList<PlanNode> Options) : PlanNode;

internal sealed record PlanAll(IReadOnlyList<PlanNode> Required, IReadOnlyList<PlanNode> Excluded) : PlanNode;

/// <summary>A whole query.</summary>
internal sealed class QueryPlan
{
    /// <summary>What is searched for: together they make the total, and each has its weight.</summary>
    public List<PlanNode> Plain { get; init; } = [];

    public List<PlanNode> Required { get; } = [];

    public List<PlanNode> Excluded { get; } = [];

    /// <summary>All words that may be marked in a text.</summary>
    public List<WordGroup> Words { get; init; } = [];

    /// <summary>Words typed, as a person counts them.</summary>
    public double WordCount { get; set; }

    public List<string> Notices { get; } = [];

    /// <summary>Languages of the index that the query may be in.</summary>
    public IReadOnlyList<string> Languages { get; set; } = [];

    /// <summary>The language that the query is most likely in.</summary>
    public string Language { get; set; } = "und";
}
