namespace KnowledgeBase.Search;

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

    /// <summary>What it is about: identifiers of concepts with a name.</summary>
    public IReadOnlyList<Label> Concepts { get; init; } = [];

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
public sealed record IndexedPage(int Number, string Text, string Language)
{
    /// <summary>Headings, as far as the format marks them.</summary>
    public IReadOnlyList<string> Headings { get; init; } = [];
}
