namespace KnowledgeBase.Search;

/// <summary>How a query was bounded.</summary>
public enum SearchBound
{
    /// <summary>The query is too long: its first characters were read.</summary>
    Characters,

    /// <summary>It has too many words: the first of them were searched for.</summary>
    Words,

    /// <summary>A pattern stands for too many words: some of them were searched for.</summary>
    Pattern,
}

/// <summary>Tells that something of a query was not searched for.</summary>
/// <param name="Bound">What was bounded.</param>
/// <param name="Kept">Characters or words that were searched for.</param>
/// <param name="Pattern">The pattern as it was typed; empty unless one was bounded.</param>
public sealed record SearchNotice(SearchBound Bound, int Kept, string Pattern = "");
