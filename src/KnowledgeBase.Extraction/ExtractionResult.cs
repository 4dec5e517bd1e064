namespace KnowledgeBase.Extraction;

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
