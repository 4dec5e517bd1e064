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

    public Task<ExtractionResult> ReadAsync(DetectedFormat format, ReadingContext context)
    {
        using var zip = CappedZip.Open(context.Document, context.Limits);
        using var file = File.OpenRead(context.Document);
        var parts = new OpenXmlPartSource(zip, context.Limits);
        var settings = new OpenSettings { AutoSave = false };
        ExtractionResult result;
        if (format == DetectedFormat.Docx)
        {
            using var package = WordprocessingDocument.Open(file, false, settings);
            result = With(new WordReader(package, parts, context).Read(), package, context);
        }
        else if (format == DetectedFormat.Pptx)
        {
            using var package = PresentationDocument.Open(file, false, settings);
            result = With(new PresentationReader(package, parts, context).Read(), package, context);
        }
        else
        {
            using var package = SpreadsheetDocument.Open(file, false, settings);
            result = With(new WorkbookReader(package, parts, context).Read(), package, context);
        }

        return Task.FromResult(result with { Tool = InstalledTools.Own });
    }

    private static ExtractionResult With(ExtractionResult result, OpenXmlPackage package, ReadingContext context)
    {
        var account = PageAccount.Of(result.Pages);
        return result with
        {
            Outcome = account.Outcome,
            Reason = account.Reason,
            Properties = CoreProperties.Of(package, result.Properties, context),
        };
    }
}
