namespace KnowledgeBase.Extraction;

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

    /// <summary>Where the words of a page read by OCR stand; null for other pages, whose PDF says it.</summary>
    public OcrWords? Words { get; init; }
}
