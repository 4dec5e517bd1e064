namespace KnowledgeBase.Extraction;

/// <summary>How reading a document ended. A closed set: whoever handles a result handles each of these.</summary>
public enum ExtractionOutcome
{
    /// <summary>Every page was read.</summary>
    Ok,

    /// <summary>Some pages or parts were read, others not; the page account and <see cref="ExtractionResult.Notes"/> say which.</summary>
    Partial,

    /// <summary>A sound document without any text, such as a scan where OCR is not installed.</summary>
    Empty,

    /// <summary>A password is needed.</summary>
    Encrypted,

    /// <summary>Not a kind of document that can be read.</summary>
    Unsupported,

    /// <summary>Damaged beyond reading.</summary>
    Corrupt,

    /// <summary>Over a limit of size, nesting, inflation or output.</summary>
    TooBig,

    /// <summary>The reader was stopped at its time limit.</summary>
    TimedOut,

    /// <summary>The reader died or ran out of memory.</summary>
    Crashed,

    /// <summary>An optional part (see <see cref="ExtractionResult.MissingPart"/>) must be installed first.</summary>
    NeedsPart,
}

/// <summary>What became of one page.</summary>
public enum PageOutcome
{
    Text,
    Ocr,
    Empty,
    Failed,
}

/// <summary>One page, slide, sheet or chapter. Formats without pages give a single page 1.</summary>
public sealed record ExtractedPage
{
    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>Plain text, NFC, lines separated by '\n'; never null, empty when nothing was read.</summary>
    public required string Text { get; init; }

    public PageOutcome Outcome { get; init; } = PageOutcome.Text;

    /// <summary>Why the page failed, in words a librarian understands.</summary>
    public string? Reason { get; init; }

    /// <summary>Name of a sheet, title of a slide or chapter.</summary>
    public string? Label { get; init; }

    /// <summary>Headings on the page, as far as the format marks them.</summary>
    public IReadOnlyList<string> Headings { get; init; } = [];

    /// <summary>Mean word confidence of OCR, 0 to 1.</summary>
    public double? OcrConfidence { get; init; }
}

/// <summary>Text that a reader of the document does not see: kept apart and never searchable by the public unless a curator says so.</summary>
/// <param name="Kind">deletion, comment, hidden-sheet, hidden-slide, hidden-text.</param>
/// <param name="Text">The text itself.</param>
/// <param name="Page">Page it stands on, where known.</param>
public sealed record HiddenPassage(string Kind, string Text, int? Page);

/// <summary>What the document says of itself; all of it unverified.</summary>
public sealed record DocumentProperties
{
    public string? Title { get; init; }

    /// <summary>The line set in the largest letters near the start (PDF), the first heading (others): a second choice for a title.</summary>
    public string? LargestLine { get; init; }

    public IReadOnlyList<string> Authors { get; init; } = [];

    public DateTimeOffset? Created { get; init; }

    public DateTimeOffset? Modified { get; init; }

    /// <summary>BCP 47, as declared in the file.</summary>
    public string? Language { get; init; }

    public string? Subject { get; init; }

    public IReadOnlyList<string> Keywords { get; init; } = [];
}

/// <summary>A file found inside another: an attachment or an entry of an archive.</summary>
/// <param name="Path">Path within the parent, cleaned: relative, '/'-separated, no "..".</param>
/// <param name="File">Where its bytes lie in the scratch folder; the receiver moves or deletes it.</param>
/// <param name="Hidden">An attachment that a reader does not see on the page.</param>
public sealed record ExtractedChild(string Path, string File, bool Hidden);

/// <summary>All that reading one document gave.</summary>
public sealed record ExtractionResult
{
    public required ExtractionOutcome Outcome { get; init; }

    /// <summary>One sentence for a person, when the outcome is not Ok.</summary>
    public string? Reason { get; init; }

    /// <summary>Kind of document by its content: pdf, docx, odt, html …; empty when unknown.</summary>
    public string Format { get; init; } = "";

    public string MediaType { get; init; } = "application/octet-stream";

    /// <summary>True when page numbers mean something to a reader (PDF pages, slides), false for flowing text.</summary>
    public bool HasPages { get; init; }

    public IReadOnlyList<ExtractedPage> Pages { get; init; } = [];

    public DocumentProperties Properties { get; init; } = new();

    public IReadOnlyList<HiddenPassage> Hidden { get; init; } = [];

    public IReadOnlyList<ExtractedChild> Children { get; init; } = [];

    /// <summary>Visible notes on anything cut or left out, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Optional part that would read this document: "ocr" or "office"; see the command kb setup.</summary>
    public string? MissingPart { get; init; }

    /// <summary>Name and version of what did the reading, such as "pdftotext 22.12.0".</summary>
    public string Tool { get; init; } = "";

    /// <summary>A PDF made from the document, in the scratch folder, so that pages can be shown; null when there is none.</summary>
    public string? Rendition { get; init; }
}
