using KnowledgeBase.Catalogue;
using KnowledgeBase.Extraction;
using KnowledgeBase.Ingestion.Stores;

namespace KnowledgeBase.Ingestion;

/// <summary>A page's text as it was read.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Label">Name of a sheet, title of a slide or chapter; empty when it has none.</param>
/// <param name="Text">Plain text; empty when nothing was read.</param>
/// <param name="Language">ISO 639-1, "und" when unknown.</param>
/// <param name="State">What became of the page.</param>
/// <param name="Reason">Why it failed; empty otherwise.</param>
public sealed record PageContent(int Number, string Label, string Text, string Language, PageState State, string Reason);

/// <summary>A word and where it stands on its page, in points (1/72 inch) from the top left.</summary>
public readonly record struct PlacedWord(string Text, double Left, double Top, double Right, double Bottom);

/// <summary>A page's size in points and its words in reading order.</summary>
public sealed record PagePlan(double Width, double Height, IReadOnlyList<PlacedWord> Words);

/// <summary>
/// What lies in the stores of a document: its original, the text of its pages, pictures of them. Asks nobody for rights:
/// the caller has found the record with the reader's own.
/// </summary>
public sealed class DocumentContents(OriginalStore originals, TextStore texts, IPageRenderer renderer)
{
    private const string Pdf = "pdf";

    /// <summary>A scanned page may have a text layer of a stamp or a page number; with more words than these it was not read by OCR.</summary>
    private const int WordsOfAStamp = 20;

    /// <summary>Where the original lies; null when the document has none.</summary>
    public string? Original(DocumentRecord record) =>
        record.Files.Count > 0 && originals.Holds(record.Files[0].Sha256) ? originals.PathOf(record.Files[0].Sha256) : null;

    /// <summary>The pages in order, each read when it is asked for; empty before the document was read. To be disposed.</summary>
    public PageTexts Pages(DocumentRecord record) => new(record.Files.Count == 0 ? null : texts.Open(record.Files[0].Sha256));

    /// <summary>True when pages can be shown as pictures.</summary>
    public bool HasPictures(DocumentRecord record) => PdfOf(record) is not null;

    /// <summary>A page as JPEG at <paramref name="dpi"/> dots an inch; null when there is no such picture.</summary>
    public Task<byte[]?> PictureAsync(DocumentRecord record, int page, int dpi, CancellationToken cancellation) =>
        PdfOf(record) is { } pdf ? renderer.RenderAsync(pdf, page, dpi, cancellation) : Task.FromResult<byte[]?>(null);

    /// <summary>The same with these words marked.</summary>
    public Task<byte[]?> MarkedPictureAsync(DocumentRecord record, int page, int dpi, IReadOnlyList<PlacedWord> marked, CancellationToken cancellation) =>
        PdfOf(record) is { } pdf
            ? renderer.RenderMarkedAsync(pdf, page, dpi, [.. marked.Select(w => new WordBox(w.Text, w.Left, w.Top, w.Right, w.Bottom))], cancellation)
            : Task.FromResult<byte[]?>(null);

    /// <summary>Where the words of a page stand, by its text layer or, for a page read by OCR, by what was read; null when the document has no pictures.</summary>
    public async Task<PagePlan?> PlanAsync(DocumentRecord record, int page, CancellationToken cancellation)
    {
        if (PdfOf(record) is not { } pdf)
        {
            return null;
        }

        var words = await renderer.WordsAsync(pdf, page, cancellation).ConfigureAwait(false);
        if (words.Words.Count <= WordsOfAStamp && OcrWordsOf(record, page) is { } read)
        {
            words = words is { Width: > 0, Height: > 0 } ? read.On(words.Width, words.Height) : read.On(read.Width, read.Height);
        }

        return new PagePlan(words.Width, words.Height, [.. words.Words.Select(w => new PlacedWord(w.Text, w.Left, w.Top, w.Right, w.Bottom))]);
    }

    private OcrWords? OcrWordsOf(DocumentRecord record, int page)
    {
        using var stored = texts.Open(record.Files[0].Sha256);
        return stored?.Pages.FirstOrDefault(p => p.Number == page) is { } found ? stored.WordsOf(found) : null;
    }

    private string? PdfOf(DocumentRecord record) =>
        record.Files.Count == 0 ? null : record.Format == Pdf ? Original(record) : texts.Rendition(record.Files[0].Sha256);
}
