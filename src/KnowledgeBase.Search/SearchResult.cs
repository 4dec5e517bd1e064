namespace KnowledgeBase.Search;

public sealed record SearchResult
{
    public required string Query { get; init; }

    /// <summary>Documents that hold all the words.</summary>
    public required long Total { get; init; }

    public bool TotalIsExact { get; init; } = true;

    public required IReadOnlyList<SearchHit> Hits { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets { get; init; }

    /// <summary>A better spelling, or null.</summary>
    public string? Suggestion { get; init; }

    public IReadOnlyList<Expansion> Expansions { get; init; } = [];

    /// <summary>Typed words that no document the reader may see holds in any form.</summary>
    public IReadOnlyList<string> UnmatchedWords { get; init; } = [];

    /// <summary>Documents the reader may see that have pages without readable text.</summary>
    public long UnreadDocuments { get; init; }

    /// <summary>How the query was bounded.</summary>
    public IReadOnlyList<SearchNotice> Notices { get; init; } = [];

    public double TookMilliseconds { get; init; }
}

public sealed record SearchHit
{
    public required string Id { get; init; }

    public required double Score { get; init; }

    public required string Title { get; init; }

    /// <summary>The title with matched words marked.</summary>
    public IReadOnlyList<TextPiece> TitlePieces { get; init; } = [];

    public IReadOnlyList<string> Authors { get; init; } = [];

    public string Language { get; init; } = "";

    public string Format { get; init; } = "";

    public string Collection { get; init; } = "";

    public int? Year { get; init; }

    public IReadOnlyList<Label> Places { get; init; } = [];

    public IReadOnlyList<Label> Themes { get; init; } = [];

    public int PageCount { get; init; }

    public int UnreadPages { get; init; }

    /// <summary>True when page numbers mean something to a reader.</summary>
    public bool HasPages { get; init; }

    /// <summary>False for hits that hold only part of the words.</summary>
    public bool HoldsAllWords { get; init; } = true;

    /// <summary>Best passages, best first.</summary>
    public IReadOnlyList<Snippet> Snippets { get; init; } = [];

    /// <summary>Why it was found; null unless that was asked.</summary>
    public HitExplanation? Explanation { get; init; }
}

/// <summary>A passage of a page.</summary>
public sealed record Snippet(int Page, IReadOnlyList<TextPiece> Pieces);

/// <summary>A piece of text, matched by the query or not.</summary>
public readonly record struct TextPiece(string Text, bool Matched);

public sealed record FacetCount(string Value, string Label, long Count);

/// <summary>A term added to the query, and the typed words that it stands for.</summary>
public sealed record Expansion(string Term, string Language, string Because)
{
    /// <summary>True when the reader took it away: it was not searched for.</summary>
    public bool IsLeftOut { get; init; }
}
