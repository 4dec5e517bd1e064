namespace KnowledgeBase.Engine.Searching;

/// <summary>Sorting by a column instead of by score; documents without a value count as 0, or before all texts. Ties go by document.</summary>
/// <param name="Field">A numeric or sorted column.</param>
/// <param name="Descending">Largest first.</param>
public sealed record SortOrder(string Field, bool Descending = false);

/// <summary>Counting of hits by a numeric column in buckets of a width.</summary>
/// <param name="Field">A numeric or sorted-numeric column.</param>
/// <param name="Width">Bucket width, at least 1; a value v falls into the bucket that begins at floor(v / width) × width.</param>
public sealed record Histogram(string Field, long Width);

/// <summary>A search with all that is to be learned in the same pass.</summary>
public sealed record SearchRequest(Query Query)
{
    /// <summary>How many of the best hits to give.</summary>
    public int Top { get; init; } = 10;

    /// <summary>Up to where to count exactly; with facets, histograms or sorting every hit is seen and the count is exact anyway.</summary>
    public int Threshold { get; init; } = 1000;

    /// <summary>The last hit of the page before; with <see cref="Sort"/> its document decides, without it also its score.</summary>
    public ScoreDoc? After { get; init; }

    public SortOrder? Sort { get; init; }

    /// <summary>Columns (sorted or sorted set) whose values are counted over all hits.</summary>
    public IReadOnlyList<string> Facets { get; init; } = [];

    public IReadOnlyList<Histogram> Histograms { get; init; } = [];
}

/// <summary>What a search found.</summary>
/// <param name="Top">The best hits and the total.</param>
/// <param name="Facets">By field, the values with their numbers of hits, in no order; values without hits are left out.</param>
/// <param name="Histograms">By field, hits by the beginning of the bucket, ascending.</param>
public sealed record SearchResult(
    TopDocs Top,
    IReadOnlyDictionary<string, IReadOnlyDictionary<TermBytes, long>> Facets,
    IReadOnlyDictionary<string, IReadOnlyDictionary<long, long>> Histograms);
