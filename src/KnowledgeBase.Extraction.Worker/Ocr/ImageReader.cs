using KnowledgeBase.Extraction.Confinement;
using KnowledgeBase.Extraction.Worker.Detection;
using KnowledgeBase.Extraction.Worker.Pdf;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Ocr;

/// <summary>Pictures of text: scans as PNG, JPEG, TIFF (with pages) and kin, read by OCR. A PDF of them is kept, so that their pages can be shown.</summary>
public sealed class ImageReader : IFormatReader
{
    /// <summary>Nominal: what counts is only where words stand in proportion to the page.</summary>
    private const double Dpi = 200;

    private const int MostFailures = 3;
    private const string Unreadable = "The picture is damaged, or too large to be read in reasonable time.";

    public IReadOnlyCollection<string> Formats { get; } =
    [
        DetectedFormat.Png.Name, DetectedFormat.Jpeg.Name, DetectedFormat.Tiff.Name, DetectedFormat.Gif.Name, DetectedFormat.Bmp.Name,
        DetectedFormat.Webp.Name,
    ];

    public async Task<ExtractionResult> ReadAsync(DetectedFormat format, ReadingContext context)
    {
        if (!Tesseract.Installed)
        {
            throw DocumentRefusedException.NeedsOcr();
        }

        var tesseract = new Tesseract(context, new OcrModels(context, declared: null, otherPages: ""));
        var turn = new OcrTurn(context);
        var count = format == DetectedFormat.Tiff ? TiffPages.Count(context.Document, context.Limits.OcrPages + 1) : 1;
        var (pages, made, failures) = (new List<ExtractedPage>(), new List<string>(), 0);
        for (var number = 1; number <= count && failures < MostFailures && turn.Next(pages.Count, count); number++)
        {
            var file = Path.Combine(context.Scratch, context.NewFile(".pdf"));
            var read = await tesseract.ReadAsync(context.Document, Dpi, number, file);
            failures = read is null ? failures + 1 : 0;
            pages.Add(Page(number, read));
            made.Add(file);
            await context.ProgressAsync();
        }

        for (var number = pages.Count + 1; failures == MostFailures && number <= count; number++)
        {
            pages.Add(Page(number, null));
        }

        return PageAccount.Of(pages) with
        {
            HasPages = true,
            Pages = pages,
            Properties = new() { LargestLine = pages.FirstOrDefault()?.Words is { } words ? OcrTitle.Of(words) : null },
            Tool = InstalledTools.Tesseract,
            Rendition = made.Count == pages.Count ? await RenditionAsync(context, made) : null,
        };
    }

    /// <summary>One PDF of those of the pages; null when a page has none.</summary>
    private static async Task<string?> RenditionAsync(ReadingContext context, List<string> made)
    {
        if (!made.TrueForAll(File.Exists))
        {
            return null;
        }

        if (made.Count == 1)
        {
            return Path.GetFileName(made[0]);
        }

        var whole = context.NewFile(".pdf");
        return await Poppler.UniteAsync(context, made, Path.Combine(context.Scratch, whole)) ? whole : null;
    }

    private static ExtractedPage Page(int number, OcrText? read) => new()
    {
        Number = number,
        Text = read?.Text ?? "",
        Outcome = read is null ? PageOutcome.Failed : read.Text.Length == 0 ? PageOutcome.Empty : PageOutcome.Ocr,
        Reason = read is null ? Unreadable : null,
        OcrConfidence = read is { Text.Length: > 0 } ? read.Confidence : null,
        Words = read is { Text.Length: > 0 } ? read.Words : null,
    };
}
