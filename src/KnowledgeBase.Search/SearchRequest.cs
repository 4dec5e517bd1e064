namespace KnowledgeBase.Search;

/// <summary>What is asked.</summary>
public sealed record SearchRequest
{
    public required string Query { get; init; }

    public Reader Reader { get; init; } = Reader.Anonymous;

    /// <summary>Language of the person asking (ISO 639-1); breaks ties in how words are understood. Empty: unknown.</summary>
    public string Language { get; init; } = "";

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    public int Size { get; init; } = 10;

    /// <summary>Chosen facet values: any of the values of one facet, all of the facets.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Filters { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Best (by score) or newest (by date added), oldest and newest by year.</summary>
    public SearchOrder Order { get; init; } = SearchOrder.Best;

    /// <summary>Translate the query into the archive's other languages.</summary>
    public bool Expand { get; init; } = true;

    /// <summary>Translations that are not wanted, as <see cref="Expansion.Term"/> names them.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    public int SnippetsPerHit { get; init; } = 3;

    /// <summary>Let recent documents stand a little higher; when ordered by <see cref="SearchOrder.Best"/>.</summary>
    public bool PreferRecent { get; init; }

    /// <summary>Let documents stand a little higher that are well described and wholly read; when ordered by <see cref="SearchOrder.Best"/>.</summary>
    public bool PreferComplete { get; init; }

    /// <summary>Say of each hit why it was found.</summary>
    public bool Explain { get; init; }
}

public enum SearchOrder
{
    Best,
    Added,
    YearDescending,
    YearAscending,
}
