using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.OpenXml;

/// <summary>Title, authors, dates and language as an Office file declares them.</summary>
public static class CoreProperties
{
    /// <summary>Fills in what the package declares; damaged properties are left out with a note.</summary>
    public static DocumentProperties Of(OpenXmlPackage package, DocumentProperties found, ReadingContext context)
    {
        try
        {
            var declared = package.PackageProperties;
            return found with
            {
                Title = Text(declared.Title),
                Authors = Names.Split(declared.Creator),
                Created = Date(declared.Created),
                Modified = Date(declared.Modified),
                Language = Text(declared.Language) ?? found.Language,
                Subject = Text(declared.Subject) ?? Text(declared.Description),
                Keywords = Names.SplitKeywords(declared.Keywords),
            };
        }
        catch (Exception error) when (error is XmlException or InvalidDataException or IOException or FormatException or InvalidOperationException)
        {
            context.Note("The document's own properties are damaged and were left out.");
            return found;
        }
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : TextCleaner.Clean(value).Trim();

    private static DateTimeOffset? Date(DateTime? value) => value is { Year: > 1900 } date
        ? new DateTimeOffset(DateTime.SpecifyKind(date.ToUniversalTime(), DateTimeKind.Utc))
        : null;
}
