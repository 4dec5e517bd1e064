using System.Xml;
using KnowledgeBase.Extraction.Worker.Detection;
using KnowledgeBase.Extraction.Worker.Reading;
using KnowledgeBase.Extraction.Worker.Xml;

namespace KnowledgeBase.Extraction.Worker.Data;

/// <summary>Any XML, SVG included: the text between its tags, a line for each element. Document types and entities are not followed.</summary>
public sealed class XmlTextReader : IFormatReader
{
    public IReadOnlyCollection<string> Formats { get; } = [DetectedFormat.Xml.Name, DetectedFormat.Svg.Name];

    public Task<ExtractionResult> ReadAsync(DetectedFormat format, ReadingContext context)
    {
        var text = new TextBuilder(context);
        string? title = null;
        string? language = null;
        var broken = false;
        try
        {
            using var reader = SafeXml.Open(File.OpenRead(context.Document), DtdProcessing.Ignore);
            while (text.Open && reader.Next(context.Limits))
            {
                switch (reader.NodeType)
                {
                    case XmlNodeType.Element:
                        text.Line();
                        language ??= reader.GetAttribute("xml:lang");
                        if (reader.LocalName is "style" or "script" && !reader.IsEmptyElement)
                        {
                            reader.ReadString();
                        }
                        else if (reader.LocalName == "title" && title is null && !reader.IsEmptyElement)
                        {
                            title = reader.ReadString();
                            text.Add(title);
                        }

                        break;
                    case XmlNodeType.Text or XmlNodeType.CDATA:
                        text.Add(reader.Value.Trim() + " ");
                        break;
                    case XmlNodeType.EndElement:
                        text.Line();
                        break;
                }
            }
        }
        catch (XmlException) when (text.Length > 0)
        {
            broken = true;
        }

        var page = text.Take();
        if (broken)
        {
            context.Note("The XML breaks off or uses definitions that are not followed; what comes after is missing.");
        }

        return Task.FromResult(new ExtractionResult
        {
            Outcome = page.Length == 0 ? ExtractionOutcome.Empty : broken ? ExtractionOutcome.Partial : ExtractionOutcome.Ok,
            Reason = page.Length == 0 ? "The file holds no text." : null,
            Pages = [new() { Number = 1, Text = page, Outcome = page.Length == 0 ? PageOutcome.Empty : PageOutcome.Text }],
            Properties = new() { Title = string.IsNullOrWhiteSpace(title) ? null : TextCleaner.Clean(title).Trim(), Language = language },
            Tool = InstalledTools.Own,
        });
    }
}
