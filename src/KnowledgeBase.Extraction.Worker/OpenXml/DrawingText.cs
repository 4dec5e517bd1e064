using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using KnowledgeBase.Extraction.Worker.Reading;
using KnowledgeBase.Extraction.Worker.Xml;

namespace KnowledgeBase.Extraction.Worker.OpenXml;

/// <summary>Text of DrawingML: shapes, tables, charts and diagrams all keep it in paragraphs of runs.</summary>
internal static class DrawingText
{
    /// <summary>Adds the text of a part to <paramref name="text"/>, one line for each paragraph; charts give their titles, series and categories.</summary>
    /// <param name="part">The part.</param>
    /// <param name="parts">Opens it.</param>
    /// <param name="context">The reading.</param>
    /// <param name="text">Takes the text.</param>
    /// <param name="skipShape">Kinds of placeholder that are left out.</param>
    /// <param name="hidden">Takes the text of shapes that are not shown.</param>
    /// <returns>The text of the part's title placeholder, if it has one.</returns>
    public static string? Add(OpenXmlPart part, OpenXmlPartSource parts, ReadingContext context, TextBuilder text, Func<string, bool>? skipShape = null, Action<string>? hidden = null)
    {
        using var reader = parts.Open(part);
        string? title = null;
        var isTitle = false;
        var start = text.Length;
        while (text.Open && reader.Next(context.Limits))
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                if (reader.LocalName == "Fallback" && !reader.IsEmptyElement)
                {
                    SkipElement(reader, context);
                    continue;
                }

                switch (reader.LocalName)
                {
                    case "sp":
                        isTitle = false;
                        start = text.Length;
                        break;
                    case "cNvPr" when reader.GetAttribute("hidden") is "1" or "true":
                        var unseen = RestOfShape(reader, context);
                        if (unseen.Length > 0)
                        {
                            hidden?.Invoke(unseen);
                        }

                        break;
                    case "ph":
                        var kind = reader.GetAttribute("type") ?? "";
                        isTitle = kind is "title" or "ctrTitle";
                        if (skipShape?.Invoke(kind) == true)
                        {
                            SkipShape(reader, context);
                        }

                        break;
                    case "t" or "v" when !reader.IsEmptyElement:
                        text.Add(reader.ReadString());
                        break;
                    case "br":
                        text.Add("\n");
                        break;
                    case "tab":
                        text.Add("\t");
                        break;
                }
            }
            else if (reader.NodeType == XmlNodeType.EndElement)
            {
                switch (reader.LocalName)
                {
                    case "p":
                        text.Line();
                        break;
                    case "pt" or "tc":
                        text.Tab();
                        break;
                    case "tr" or "ser" or "cat" or "val" or "tx":
                        text.Line();
                        break;
                    case "sp" when isTitle:
                        title ??= text.From(start).ReplaceLineEndings(" ").Trim();
                        isTitle = false;
                        break;
                }
            }
        }

        text.Line();
        return string.IsNullOrWhiteSpace(title) ? null : TextCleaner.Clean(title);
    }

    /// <summary>One hidden passage for each element called <paramref name="element"/>, such as each comment.</summary>
    public static IEnumerable<HiddenPassage> Passages(OpenXmlPart part, OpenXmlPartSource parts, ReadingContext context, string element, string kind, int? page = null)
    {
        var passages = new List<HiddenPassage>();
        using var reader = parts.Open(part);
        var text = new StringBuilder();
        while (reader.Next(context.Limits))
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace)
            {
                text.Append(reader.Value);
            }
            else if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "p")
            {
                text.Append('\n');
            }

            if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == element && text.Length > 0)
            {
                if (!context.TryKeep(text.Length))
                {
                    break;
                }

                passages.Add(new(kind, TextCleaner.Clean(text.ToString().Trim()), page));
                text.Clear();
            }
        }

        return passages;
    }

    private static void SkipElement(XmlReader reader, ReadingContext context)
    {
        var depth = reader.Depth;
        while (reader.Next(context.Limits) && reader.Depth > depth)
        {
        }
    }

    /// <summary>The text of a shape or frame, from its first properties, two levels down, to its end.</summary>
    private static string RestOfShape(XmlReader reader, ReadingContext context)
    {
        var shape = reader.Depth - 2;
        var unseen = new StringBuilder();
        while (reader.Next(context.Limits) && reader.Depth > shape)
        {
            if (reader.NodeType == XmlNodeType.Text && context.TryKeep(reader.Value.Length))
            {
                unseen.Append(reader.Value);
            }
            else if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "p")
            {
                unseen.Append('\n');
            }
        }

        return TextCleaner.Clean(unseen.ToString().Trim());
    }

    /// <summary>From within a shape's properties to the end of the shape.</summary>
    private static void SkipShape(XmlReader reader, ReadingContext context)
    {
        while (!(reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "sp") && reader.Next(context.Limits))
        {
        }
    }
}
