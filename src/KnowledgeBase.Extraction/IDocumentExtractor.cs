namespace KnowledgeBase.Extraction;

/// <summary>One document to be read.</summary>
public sealed record ExtractionRequest
{
    /// <summary>The file; it is only read, and nothing else of the file system is touched but <see cref="Scratch"/>.</summary>
    public required string Path { get; init; }

    /// <summary>The name people know it by; a weak hint, the type comes from the content.</summary>
    public required string OriginalName { get; init; }

    /// <summary>An empty folder for temporary files, children and renditions; the caller empties it afterwards.</summary>
    public required string Scratch { get; init; }

    /// <summary>ISO 639-1 codes that OCR should expect, likeliest first; empty: decide from the document itself.</summary>
    public IReadOnlyList<string> OcrLanguages { get; init; } = [];
}

/// <summary>
/// Reads documents, each in a confined process of its own. Never throws for what a document contains:
/// every ending is an <see cref="ExtractionResult"/>. Throws only <see cref="OperationCanceledException"/>.
/// </summary>
public interface IDocumentExtractor
{
    Task<ExtractionResult> ExtractAsync(ExtractionRequest request, CancellationToken cancellation);

    /// <summary>What this extractor can do at this moment: programs come and go while a server runs. By default what is installed on this machine.</summary>
    ReaderInventory Inventory() => InstalledTools.Inventory();
}

/// <summary>A word's place on a page picture; units are points (1/72 inch) from the top left.</summary>
public readonly record struct WordBox(string Text, double Left, double Top, double Right, double Bottom);

/// <summary>Pictures of pages and the places of words on them, made on demand from a PDF.</summary>
public interface IPageRenderer
{
    /// <summary>A JPEG of the page at <paramref name="dpi"/>, or null when it cannot be drawn.</summary>
    Task<byte[]?> RenderAsync(string pdfPath, int page, int dpi, CancellationToken cancellation);

    /// <summary>The same with these words marked as by a highlighter; boxes in points.</summary>
    Task<byte[]?> RenderMarkedAsync(string pdfPath, int page, int dpi, IReadOnlyList<WordBox> marks, CancellationToken cancellation);

    /// <summary>The words of a page in reading order with their boxes, and the page's size in points; empty when it has no text layer.</summary>
    Task<PageWords> WordsAsync(string pdfPath, int page, CancellationToken cancellation);
}

/// <summary>The words of one page and the page's size in points.</summary>
public sealed record PageWords(double Width, double Height, IReadOnlyList<WordBox> Words);
