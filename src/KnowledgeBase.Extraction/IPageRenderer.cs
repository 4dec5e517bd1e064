namespace KnowledgeBase.Extraction;

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
