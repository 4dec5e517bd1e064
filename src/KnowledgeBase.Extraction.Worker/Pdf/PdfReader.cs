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
    /// <param name="context">The reading.</param>
    /// <param name="document">The PDF.</param>
    /// <param name="made">True when we made it from a document, so that letters are never drawn as shapes.</param>
    public static async Task<ExtractionResult> ReadAsync(ReadingContext context, string document, bool made = false)
    {
        var poppler = new Poppler(context, document);
        var layout = poppler.LayoutAsync(1);
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
        if (properties.LargestLine is null && pages is [_, { Outcome: PageOutcome.Text }, ..])
        {
            // A cover that is a picture: the title stands again on the page behind it.
            var second = WordLayout.Parse((await poppler.LayoutAsync(2)).Output);
            properties = properties with { LargestLine = PdfProperties.Of(second).LargestLine };
        }

        var ocr = await new PdfOcr(context, poppler).ReadAsync(pages, properties.Language, made);
        return PageAccount.Of(pages) with
        {
            HasPages = true,
            Pages = pages,
            Properties = properties,
            Children = await PdfAttachments.TakeAsync(context, poppler, document),
            Tool = ocr.Used ? $"{InstalledTools.Poppler}, {InstalledTools.Tesseract}" : InstalledTools.Poppler,
            MissingPart = ocr.Missing ? "ocr" : null,
        };
    }
}
