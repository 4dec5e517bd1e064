using System.Text;
using KnowledgeBase.Extraction.Pages;
using KnowledgeBase.Extraction.Worker.Detection;
using KnowledgeBase.Extraction.Worker.Ocr;
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
        var text = new PdfText(context, poppler);
        var pages = await text.ReadAsync();
        var properties = PdfProperties.Of(WordLayout.Parse(Encoding.UTF8.GetBytes(text.Head)));
        if (!TitleChoice.LooksLikeTitle(properties.Title ?? "", context.OriginalName))
        {
            // Nobody gave it a title: it may stand in large letters on the first page, or behind a cover that is a picture on the second.
            for (var number = 1; number <= 2 && properties.LargestLine is null && number <= pages.Count; number++)
            {
                if (pages[number - 1].Outcome == PageOutcome.Text)
                {
                    var layout = WordLayout.Parse((await poppler.LayoutAsync(number)).Output);
                    properties = properties with { LargestLine = PdfProperties.Of(layout).LargestLine };
                }
            }
        }

        var scan = PdfScan.Of(document);
        properties = PdfXmp.Complete(properties, scan, context.Limits);
        var ocr = await new PdfOcr(context, poppler).ReadAsync(pages, properties.Language, made);
        properties = properties with { LargestLine = properties.LargestLine ?? (pages.FirstOrDefault()?.Words is { } words ? OcrTitle.Of(words) : null) };
        return PageAccount.Of(pages) with
        {
            HasPages = true,
            Pages = pages,
            Properties = properties,
            Children = scan.SpeaksOfAttachments ? await PdfAttachments.TakeAsync(context, poppler) : [],
            Tool = ocr.Used ? $"{InstalledTools.Poppler}, {InstalledTools.Tesseract}" : InstalledTools.Poppler,
            MissingPart = ocr.Missing ? "ocr" : null,
        };
    }
}
