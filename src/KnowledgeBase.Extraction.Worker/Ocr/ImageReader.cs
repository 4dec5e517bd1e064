using KnowledgeBase.Extraction.Worker.Detection;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Ocr;

/// <summary>Pictures of text: scans as PNG, JPEG, TIFF (with pages) and kin, read by OCR.</summary>
public sealed class ImageReader : IFormatReader
{
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

        var read = await new Tesseract(context, declaredLanguage: null).ReadPagesAsync(context.Document, manyPages: format == DetectedFormat.Tiff)
            ?? throw DocumentRefusedException.Corrupt("The picture is damaged, or too large to be read in reasonable time.");
        var pages = read.Select((text, i) => new ExtractedPage
        {
            Number = i + 1,
            Text = text.Text,
            Outcome = text.Text.Length == 0 ? PageOutcome.Empty : PageOutcome.Ocr,
            OcrConfidence = text.Text.Length == 0 ? null : text.Confidence,
        }).ToList();
        return PageAccount.Of(pages) with { HasPages = true, Pages = pages, Tool = InstalledTools.Tesseract };
    }
}
