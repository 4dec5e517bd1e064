using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using KnowledgeBase.Extraction.Worker.Reading;
using KnowledgeBase.Extraction.Worker.Xml;

namespace KnowledgeBase.Extraction.Worker.OpenXml;

/// <summary>
/// WordprocessingML: the body with its notes, headers, footers, charts and diagrams. A Word file has no pages of its own, so all of it is page 1.
/// Deleted text and comments are kept apart.
/// </summary>
internal sealed class WordReader(WordprocessingDocument package, OpenXmlPartSource parts, ReadingContext context)
{
    private const int MaxHeadings = 1000;
    private readonly TextBuilder text = new(context);
    private readonly List<string> headings = [];
    private readonly List<HiddenPassage> hidden = [];
    private readonly Dictionary<string, bool> headingStyles = [];
    private string? titleLine;
    private string? language;

    public ExtractionResult Read()
    {
        var main = package.MainDocumentPart
            ?? throw DocumentRefusedException.Corrupt("The Word file has no main part.");
        ReadStyles(main);
        ReadPart(main);
        foreach (var part in main.Parts.Select(p => p.OpenXmlPart))
        {
            switch (part)
            {
                case HeaderPart or FooterPart or FootnotesPart or EndnotesPart or ChartPart or DiagramDataPart:
                    text.Line();
                    ReadPart(part);
                    break;
                case WordprocessingCommentsPart:
                    hidden.AddRange(DrawingText.Passages(part, parts, context, "comment", "comment"));
                    break;
            }
        }

        var page = text.Take();
        return new()
        {
            Outcome = ExtractionOutcome.Ok,
            Pages =
            [
                new()
                {
                    Number = 1,
                    Text = page,
                    Headings = headings,
                    Outcome = page.Length == 0 ? PageOutcome.Empty : PageOutcome.Text,
                },
            ],
            Hidden = hidden,
            Properties = new() { LargestLine = titleLine ?? headings.FirstOrDefault(), Language = language },
        };
    }

    private void ReadStyles(MainDocumentPart main)
    {
        if (main.StyleDefinitionsPart is not { } styles)
        {
            return;
        }

        using var reader = parts.Open(styles);
        string? id = null;
        while (reader.Next(context.Limits))
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (reader.LocalName)
            {
                case "style":
                    id = Attribute(reader, "styleId");
                    break;
                case "name" when id is not null && Attribute(reader, "val") is { } name:
                    var isTitle = name.Equals("title", StringComparison.OrdinalIgnoreCase);
                    if (isTitle || name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase))
                    {
                        headingStyles[id] = isTitle;
                    }

                    break;
                case "lang":
                    language ??= Attribute(reader, "val");
                    break;
            }
        }
    }

    private void ReadPart(OpenXmlPart part)
    {
        using var reader = parts.Open(part);
        var skipUntil = int.MaxValue;
        var paragraph = text.Length;
        string? style = null;
        var deleted = new System.Text.StringBuilder();
        var vanish = false;
        var field = 0;
        var removed = 0;
        while (text.Open && reader.Next(context.Limits))
        {
            if (skipUntil != int.MaxValue)
            {
                if (reader.Depth > skipUntil || (reader.Depth == skipUntil && reader.NodeType != XmlNodeType.EndElement))
                {
                    continue;
                }

                skipUntil = int.MaxValue;
                continue;
            }

            if (reader.NodeType == XmlNodeType.Element)
            {
                switch (reader.LocalName)
                {
                    case "Fallback" when !reader.IsEmptyElement:
                        // The same content again for old programs.
                        skipUntil = reader.Depth;
                        break;
                    case "p":
                        paragraph = text.Length;
                        style = null;
                        break;
                    case "pStyle":
                        style = Attribute(reader, "val");
                        break;
                    case "r":
                        vanish = false;
                        break;
                    case "vanish":
                        vanish = Attribute(reader, "val") is not ("0" or "false");
                        break;
                    case "del" or "moveFrom" when !reader.IsEmptyElement:
                        removed++;
                        break;
                    case "t" or "v" when !reader.IsEmptyElement && removed == 0:
                        AddRun(reader.ReadString(), vanish);
                        break;
                    case "delText" or "t" when !reader.IsEmptyElement:
                        deleted.Append(reader.ReadString());
                        break;
                    case "instrText" when !reader.IsEmptyElement:
                        reader.ReadString();
                        break;
                    case "tab" when field == 0:
                        text.Add("\t");
                        break;
                    case "br" or "cr":
                        text.Add("\n");
                        break;
                    case "noBreakHyphen":
                        text.Add("\u2011");
                        break;
                    case "sym" when Attribute(reader, "char") is { Length: 4 } code && !code.StartsWith('F'):
                        text.Add(((char)int.Parse(code, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture)).ToString());
                        break;
                    case "tabs":
                        field++;
                        if (reader.IsEmptyElement)
                        {
                            field--;
                        }

                        break;
                }
            }
            else if (reader.NodeType == XmlNodeType.EndElement)
            {
                switch (reader.LocalName)
                {
                    case "p":
                        EndParagraph(paragraph, style);
                        paragraph = text.Length;
                        break;
                    case "tc" or "pt":
                        text.Tab();
                        break;
                    case "tr":
                        text.Line();
                        break;
                    case "tabs":
                        field--;
                        break;
                    case "del" or "moveFrom":
                        removed--;
                        if (deleted.Length > 0)
                        {
                            hidden.Add(new("deletion", TextCleaner.Clean(deleted.ToString()), 1));
                            deleted.Clear();
                        }

                        break;
                }
            }
        }
    }

    private void AddRun(string run, bool vanish)
    {
        if (vanish)
        {
            if (!string.IsNullOrWhiteSpace(run))
            {
                hidden.Add(new("hidden-text", TextCleaner.Clean(run), 1));
            }
        }
        else
        {
            text.Add(run);
        }
    }

    private void EndParagraph(int start, string? style)
    {
        if (style is not null && headingStyles.TryGetValue(style, out var isTitle) && headings.Count < MaxHeadings)
        {
            var line = text.From(start).Replace('\n', ' ').Replace('\t', ' ').Trim();
            if (line.Length is > 0 and < 500)
            {
                headings.Add(TextCleaner.Clean(line));
                titleLine ??= isTitle ? headings[^1] : null;
            }
        }

        text.Line();
    }

    private static string? Attribute(XmlReader reader, string name)
    {
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            if (reader.LocalName == name)
            {
                var value = reader.Value;
                reader.MoveToElement();
                return value;
            }
        }

        reader.MoveToElement();
        return null;
    }
}
