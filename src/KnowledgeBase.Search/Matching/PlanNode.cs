using KnowledgeBase.Search.Expanding;

namespace KnowledgeBase.Search.Matching;

/// <summary>A query whose words are known: what is matched against the segments of the index.</summary>
internal abstract record PlanNode;

internal sealed record PlanWord(WordGroup Word) : PlanNode
{
    /// <summary>True for a name of a vocabulary as it is spelled there, or a part of one: nobody mistyped it.</summary>
    public bool IsName { get; set; }

    /// <summary>What means the same in other languages: the word and its translations score as one, the best of them counting.</summary>
    public List<PlanTranslation> Translations { get; init; } = [];
}

/// <summary>A translation of a word, or of several words of which it is a part.</summary>
/// <param name="Node">The word or phrase to look for.</param>
/// <param name="Weight">What it counts beside the typed word.</param>
/// <param name="Language">Its language; "und" for a name.</param>
/// <param name="Senses">What it is called: one or, where single words are looked for as one, several.</param>
internal sealed record PlanTranslation(PlanNode Node, double Weight, string Language, IReadOnlyList<Sense> Senses);

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

/// <summary>A word of a translation.</summary>
/// <param name="Group">The word.</param>
/// <param name="Language">Its language; "und" for a name.</param>
/// <param name="Word">The place in <see cref="QueryPlan.Words"/> of the typed word that it stands for.</param>
/// <param name="Weight">What it counts beside the typed word.</param>
internal readonly record struct TranslatedWord(WordGroup Group, string Language, int Word, double Weight);

/// <summary>A whole query.</summary>
internal sealed class QueryPlan
{
    /// <summary>What is searched for: together they make the total, and each has its weight.</summary>
    public List<PlanNode> Plain { get; init; } = [];

    public List<PlanNode> Required { get; } = [];

    public List<PlanNode> Excluded { get; } = [];

    /// <summary>All words that may be marked in a text.</summary>
    public List<WordGroup> Words { get; init; } = [];

    /// <summary>The words of the translations.</summary>
    public List<TranslatedWord> Translated { get; } = [];

    /// <summary>
    /// Where the whole query is the name of a concept of several words: that name and its names in other languages, each as a
    /// phrase. A document that has one of them comes before those that hold the words somewhere.
    /// </summary>
    public List<PlanNode> Named { get; } = [];

    /// <summary>What was added to the query, as the reader is told.</summary>
    public List<Expansion> Expansions { get; } = [];

    /// <summary>The words that are marked in a text of a language: those typed, and those that mean the same in it.</summary>
    public IReadOnlyList<WordGroup> Marked(string language) =>
        [.. Words, .. Translated.Where(t => t.Language == language || t.Language == "und").Select(t => t.Group).Distinct()];

    /// <summary>Words typed, as a person counts them.</summary>
    public double WordCount { get; set; }

    public List<SearchNotice> Notices { get; } = [];

    /// <summary>Languages of the index that the query may be in.</summary>
    public IReadOnlyList<string> Languages { get; set; } = [];

    /// <summary>The language that the query is most likely in.</summary>
    public string Language { get; set; } = "und";
}
