using KnowledgeBase.Extraction;

namespace KnowledgeBase.Site.Tests.Support;

/// <summary>Reads text whose pages are parted by form feeds, so that tests say in one line what a document holds.</summary>
internal sealed class PagedTextExtractor : IDocumentExtractor
{
    public async Task<ExtractionResult> ExtractAsync(ExtractionRequest request, CancellationToken cancellation)
    {
        var text = await File.ReadAllTextAsync(request.Path, cancellation);
        if (text.StartsWith("BROKEN", StringComparison.Ordinal))
            return new ExtractionResult { Outcome = ExtractionOutcome.Unsupported, Reason = "This is not a kind of document that can be read." };
        var isPdf = text.StartsWith("%PDF-", StringComparison.Ordinal);
        var isPage = text.StartsWith("<!doctype html>", StringComparison.OrdinalIgnoreCase);
        var pages = (isPdf ? text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..] : text).Split('\f');
        return new ExtractionResult
        {
            Outcome = pages.Any(p => p.Trim().Length > 0) ? ExtractionOutcome.Ok : ExtractionOutcome.Empty,
            Reason = pages.Any(p => p.Trim().Length > 0) ? null : "The document has no text; it may be a scan.",
            Format = isPdf ? "pdf" : isPage ? "html" : "txt",
            MediaType = isPdf ? "application/pdf" : isPage ? "text/html" : "text/plain",
            HasPages = isPdf,
            Pages = [.. pages.Select((p, i) => new ExtractedPage
            {
                Number = i + 1,
                Text = p.Trim(),
                Outcome = p.Trim().Length > 0 ? PageOutcome.Text : PageOutcome.Empty,
            })],
            Tool = "paged text 1",
        };
    }
}

/// <summary>Draws no page: every picture is the same small one, and the words stand in one row.</summary>
internal sealed class PlainPages : IPageRenderer
{
    // A grey JPEG of one pixel.
    public static readonly byte[] Picture = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==");

    public Task<byte[]?> RenderAsync(string pdfPath, int page, int dpi, CancellationToken cancellation) => Task.FromResult<byte[]?>(Picture);

    public Task<byte[]?> RenderMarkedAsync(string pdfPath, int page, int dpi, IReadOnlyList<WordBox> marks, CancellationToken cancellation) =>
        Task.FromResult<byte[]?>([.. Picture, (byte)marks.Count]);

    public async Task<PageWords> WordsAsync(string pdfPath, int page, CancellationToken cancellation)
    {
        var text = await File.ReadAllTextAsync(pdfPath, cancellation);
        var words = text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..].Split('\f')[page - 1]
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return new PageWords(595, 842, [.. words.Select((w, i) => new WordBox(w, 20 + (i * 40), 50, 55 + (i * 40), 62))]);
    }
}
