using System.Globalization;
using System.Xml;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Xml;

/// <summary>Dublin Core and its companions as OpenDocument and EPUB write them.</summary>
public static class MetadataXml
{
    /// <summary>Reads to the end of the reader.</summary>
    public static DocumentProperties Read(XmlReader reader, ExtractionLimits limits)
    {
        var found = new DocumentProperties();
        var authors = new List<string>();
        var keywords = new List<string>();
        string? lastEditor = null;
        while (reader.Next(limits))
        {
            if (reader.NodeType != XmlNodeType.Element || reader.IsEmptyElement)
            {
                continue;
            }

            switch (reader.LocalName)
            {
                case "title" when found.Title is null:
                    found = found with { Title = Text(reader) };
                    break;
                case "initial-creator":
                    authors.AddRange(Names.Split(Text(reader)));
                    break;
                case "creator":
                    lastEditor = string.Join("; ", new[] { lastEditor, Text(reader) }.Where(t => t is not null));
                    break;
                case "language" when found.Language is null:
                    found = found with { Language = Text(reader) };
                    break;
                case "creation-date":
                    found = found with { Created = Date(Text(reader)) };
                    break;
                case "date":
                    found = found with { Modified = Date(Text(reader)) };
                    break;
                case "subject" or "description":
                    found = found with { Subject = found.Subject ?? Text(reader) };
                    break;
                case "keyword":
                    keywords.AddRange(Names.SplitKeywords(Text(reader)));
                    break;
            }
        }

        return found with { Authors = authors.Count > 0 ? authors : Names.Split(lastEditor), Keywords = keywords };
    }

    /// <summary>A date, or a year alone, as metadata has them; null when it is neither.</summary>
    public static DateTimeOffset? Date(string? text) =>
        text is { Length: 4 } && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1400 and < 2200
            ? new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    private static string? Text(XmlReader reader)
    {
        var text = TextCleaner.Clean(reader.ReadString()).Trim();
        return text.Length is 0 or > 4000 ? null : text;
    }
}
