namespace KnowledgeBase.Search;

/// <summary>
/// The seam between the product and whatever searches. Everything a reader may not see is left out of hits, counts,
/// facets, suggestions and similar documents alike. Implementations are safe for any number of threads.
/// </summary>
public interface ISearchIndex : IDisposable
{
    /// <summary>Answers a query; never throws for anything typed.</summary>
    SearchResult Search(SearchRequest request, CancellationToken cancellation = default);

    /// <summary>Documents that share the most telling words with one document, best first; the document itself left out.</summary>
    IReadOnlyList<SearchHit> Similar(string id, Reader reader, int count, CancellationToken cancellation = default);

    /// <summary>Completions of what is being typed.</summary>
    IReadOnlyList<Suggestion> Suggest(string typed, Reader reader, string language, int count);

    /// <summary>The places in a page's text that a query matches, as text split into matched and other pieces.</summary>
    IReadOnlyList<TextPiece> Mark(string query, string text, string language);

    /// <summary>Adds the document or replaces the one of the same id. Found by searches after <see cref="Commit"/>.</summary>
    void Put(IndexedDocument document);

    /// <summary>Removes the document, if it is there, from searches after <see cref="Commit"/>.</summary>
    void Remove(string id);

    /// <summary>Makes all changes so far durable and visible. When it returns they survive a power cut.</summary>
    void Commit();

    /// <summary>True when what is stored was made by another schema or analysis: everything must be put again.</summary>
    bool NeedsRebuild { get; }

    /// <summary>
    /// Builds the index anew from these documents beside the old one, which answers until the new one takes its place.
    /// Changes put meanwhile must be put again afterwards.
    /// </summary>
    void ReplaceAll(IEnumerable<IndexedDocument> documents, CancellationToken cancellation = default);

    /// <summary>Rewrites whatever still holds words of removed documents, so that no file of the index does, and commits; slow.</summary>
    void Expunge();

    /// <summary>The ids in the index, for comparing it with the catalogue.</summary>
    IReadOnlyDictionary<string, long> Ids();

    IndexStatistics Statistics();
}

/// <summary>Who may see a document.</summary>
public enum Visibility
{
    Public = 0,
    Registered = 1,
    Draft = 2,
}

/// <summary>The rights of the person asking: the most guarded visibility they may see.</summary>
public readonly record struct Reader(Visibility Sees)
{
    public static readonly Reader Anonymous = new(Visibility.Public);
    public static readonly Reader Registered = new(Visibility.Registered);
    public static readonly Reader Curator = new(Visibility.Draft);
}

/// <summary>A document as the index takes it.</summary>
public sealed record IndexedDocument
{
    /// <summary>The permanent opaque id.</summary>
    public required string Id { get; init; }

    /// <summary>The catalogue's revision of the document; <see cref="ISearchIndex.Ids"/> gives it back.</summary>
    public required long Revision { get; init; }

    public required Visibility Visibility { get; init; }

    public required string Title { get; init; }

    /// <summary>ISO 639-1, or "und".</summary>
    public required string Language { get; init; }

    public IReadOnlyList<string> Authors { get; init; } = [];

    public string Summary { get; init; } = "";

    public int? Year { get; init; }

    public string Format { get; init; } = "";

    public string Collection { get; init; } = "";

    /// <summary>Slugs, such as <c>torino</c>, with the label to show.</summary>
    public IReadOnlyList<Label> Places { get; init; } = [];

    public IReadOnlyList<Label> Themes { get; init; } = [];

    public string RecordType { get; init; } = "";

    /// <summary>When the document came into the archive.</summary>
    public DateTimeOffset Added { get; init; }

    /// <summary>True when page numbers mean something to a reader.</summary>
    public bool HasPages { get; init; }

    public required IReadOnlyList<IndexedPage> Pages { get; init; }

    /// <summary>Number of pages of the document, read or not.</summary>
    public int PageCount { get; init; }

    /// <summary>Pages whose text could not be read (scans without OCR, failures).</summary>
    public int UnreadPages { get; init; }

    /// <summary>Pages read by OCR.</summary>
    public int OcrPages { get; init; }
}

/// <summary>A facet value: what stands in addresses, and what is shown.</summary>
public readonly record struct Label(string Value, string Text);

/// <summary>One page's text with the language found on it.</summary>
public sealed record IndexedPage(int Number, string Text, string Language);

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

    public int SnippetsPerHit { get; init; } = 3;
}

public enum SearchOrder
{
    Best,
    Added,
    YearDescending,
    YearAscending,
}

/// <summary>The names of the facets, as they stand in addresses and in answers.</summary>
public static class Facets
{
    public const string Place = "place";
    public const string Theme = "theme";
    public const string Language = "language";
    public const string Year = "year";
    public const string Format = "format";
    public const string Collection = "collection";

    /// <summary>"unread" (has pages that could not be read), "ocr" (has pages read by OCR).</summary>
    public const string Account = "account";

    /// <summary>Facets counted with every answer, in the order they are shown.</summary>
    public static readonly IReadOnlyList<string> Shown = [Place, Theme, Language, Year, Format, Collection];
}

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

    /// <summary>Sentences on how the query was bounded or read differently from how it was typed.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

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
}

/// <summary>A passage of a page.</summary>
public sealed record Snippet(int Page, IReadOnlyList<TextPiece> Pieces);

/// <summary>A piece of text, matched by the query or not.</summary>
public readonly record struct TextPiece(string Text, bool Matched);

public sealed record FacetCount(string Value, string Label, long Count);

/// <summary>A term added to the query, and the concept or dictionary that it came from.</summary>
public sealed record Expansion(string Term, string Language, string Because);

/// <param name="Text">What to type.</param>
/// <param name="Kind">title, place, theme, author, word.</param>
public sealed record Suggestion(string Text, string Kind);

public sealed record IndexStatistics(long Documents, long Pages, long Bytes, int Segments, string Fingerprint);
