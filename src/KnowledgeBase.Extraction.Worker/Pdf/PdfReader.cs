using KnowledgeBase.Extraction.Pages;
using KnowledgeBase.Extraction.Worker.Detection;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Pdf;

/// <summary>PDF through poppler: text in reading order page by page, information entries, the largest line.</summary>
public sealed class PdfReader : IFormatReader
{
    public IReadOnlyCollection<string> Formats { get; } = [DetectedFormat.Pdf.Name];

    public Task<ExtractionResult> ReadAsync(DetectedFormat format, ReadingContext context) => ReadAsync(context, context.Document);

    /// <summary>Reads any PDF, also one made from another document.</summary>
    public static async Task<ExtractionResult> ReadAsync(ReadingContext context, string document)
    {
        var poppler = new Poppler(context, document);
        var layout = poppler.LayoutAsync();
        List<ExtractedPage> pages;
        try
        {
            pages = await new PdfText(context, poppler).ReadAsync();
        }
        finally
        {
            await layout;
        }

        var properties = PdfProperties.Of(WordLayout.Parse((await layout).Output));
        var ocr = await new PdfOcr(context, poppler).ReadAsync(pages, properties.Language);
        return PageAccount.Of(pages) with
        {
            HasPages = true,
            Pages = pages,
            Properties = properties,
            Children = await PdfAttachments.TakeAsync(context, poppler, document),
            Tool = ocr.Used ? $"{ToolVersions.Poppler}, {ToolVersions.Tesseract}" : ToolVersions.Poppler,
            MissingPart = ocr.Missing ? "ocr" : null,
        };
    }
}
