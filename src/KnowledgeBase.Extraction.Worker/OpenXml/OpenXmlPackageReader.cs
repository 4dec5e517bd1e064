using DocumentFormat.OpenXml.Packaging;
using KnowledgeBase.Extraction.Worker.Containers;
using KnowledgeBase.Extraction.Worker.Detection;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.OpenXml;

/// <summary>
/// Word, PowerPoint and Excel files since 2007, templates and macro kinds included. The library gives package, parts and
/// relationships; the parts' content is read forward-only.
/// </summary>
public sealed class OpenXmlPackageReader : IFormatReader
{
    public IReadOnlyCollection<string> Formats { get; } =
        [DetectedFormat.Docx.Name, DetectedFormat.Pptx.Name, DetectedFormat.Xlsx.Name];

    public async Task<ExtractionResult> ReadAsync(DetectedFormat format, ReadingContext context)
    {
        using var zip = CappedZip.Open(context.Document, context.Limits);
        using var file = File.OpenRead(context.Document);
        var parts = new OpenXmlPartSource(zip, context.Limits);
        var settings = new OpenSettings { AutoSave = false };
        ExtractionResult result;
        if (format == DetectedFormat.Docx)
        {
            using var package = WordprocessingDocument.Open(file, false, settings);
            result = await WithAsync(new WordReader(package, parts, context).Read(), package, zip, context);
        }
        else if (format == DetectedFormat.Pptx)
        {
            using var package = PresentationDocument.Open(file, false, settings);
            result = await WithAsync(new PresentationReader(package, parts, context).Read(), package, zip, context);
        }
        else
        {
            using var package = SpreadsheetDocument.Open(file, false, settings);
            result = await WithAsync(new WorkbookReader(package, parts, context).Read(), package, zip, context);
        }

        return result with { Tool = InstalledTools.Own };
    }

    private static async Task<ExtractionResult> WithAsync(ExtractionResult result, OpenXmlPackage package, CappedZip zip, ReadingContext context)
    {
        var account = PageAccount.Of(result.Pages);
        return result with
        {
            Outcome = account.Outcome,
            Reason = account.Reason,
            Properties = CoreProperties.Of(package, result.Properties, context),
            Children = await EmbeddedFiles.TakeAsync(package, zip, context),
        };
    }
}
