using KnowledgeBase.Extraction.Worker.Containers;

namespace KnowledgeBase.Extraction.Worker.Detection;

/// <summary>Tells documents that are zip containers from each other and from plain archives, by their entries.</summary>
public static class ZipContent
{
    public static DetectedFormat FormatOf(string path)
    {
        using var zip = CappedZip.Open(path, new ExtractionLimits());
        if (zip.Find("mimetype") is { } mimetype)
        {
            var declared = zip.ReadText(mimetype, 200).Trim();
            if (OpenDocument(declared) is { } format)
            {
                return format;
            }
        }

        if (zip.Find("[Content_Types].xml") is { } types)
        {
            var content = zip.ReadText(types, 4 << 20);
            return content.Contains("wordprocessingml", StringComparison.Ordinal) && zip.Any("word/") ? DetectedFormat.Docx
                : content.Contains("presentationml", StringComparison.Ordinal) && zip.Any("ppt/") ? DetectedFormat.Pptx
                : content.Contains("sheet.binary", StringComparison.Ordinal) ? DetectedFormat.Xlsb
                : content.Contains("spreadsheetml", StringComparison.Ordinal) || zip.Any("xl/") ? DetectedFormat.Xlsx
                : content.Contains("wordprocessingml", StringComparison.Ordinal) ? DetectedFormat.Docx
                : content.Contains("presentationml", StringComparison.Ordinal) ? DetectedFormat.Pptx
                : DetectedFormat.Zip;
        }

        return zip.Find("META-INF/container.xml") is not null ? DetectedFormat.Epub : DetectedFormat.Zip;
    }

    private static DetectedFormat? OpenDocument(string type) =>
        type.StartsWith("application/vnd.oasis.opendocument.text", StringComparison.Ordinal) ? DetectedFormat.Odt
        : type.StartsWith("application/vnd.oasis.opendocument.spreadsheet", StringComparison.Ordinal) ? DetectedFormat.Ods
        : type.StartsWith("application/vnd.oasis.opendocument.presentation", StringComparison.Ordinal)
            || type.StartsWith("application/vnd.oasis.opendocument.graphics", StringComparison.Ordinal) ? DetectedFormat.Odp
        : type.StartsWith("application/epub", StringComparison.Ordinal) ? DetectedFormat.Epub
        : null;
}
