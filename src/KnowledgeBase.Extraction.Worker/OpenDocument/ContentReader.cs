using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using KnowledgeBase.Extraction.Worker.Containers;
using KnowledgeBase.Extraction.Worker.Detection;
using KnowledgeBase.Extraction.Worker.Reading;
using KnowledgeBase.Extraction.Worker.Xml;

namespace KnowledgeBase.Extraction.Worker.OpenDocument;

/// <summary>
/// Reads content.xml: text is one page, each slide and each sheet a page of its own. Tracked deletions, annotations and hidden
/// sheets, rows and columns are kept apart. A repeated cell is written once, however often the file says it repeats.
/// </summary>
internal sealed class ContentReader(CappedZip zip, ReadingContext context, DetectedFormat format)
{
    private const int MaxHeadings = 1000;
    private const int MaxBlanks = 20;
    private readonly TextBuilder text = new(context);
    private readonly List<ExtractedPage> pages = [];
    private readonly List<HiddenPassage> hidden = [];
    private readonly HashSet<string> hiddenStyles = [];
    private readonly HashSet<string> objects = [];
    private readonly List<string> notes = [];
    private readonly HiddenColumns hiddenColumns = new();
    private List<string> headings = [];
    private string? label;
    private bool pageIsHidden;
    private int tablesInCells;
    private string? styleBeingRead;

    public IReadOnlyList<ExtractedPage> Pages => pages;

    public IReadOnlyList<HiddenPassage> Hidden => hidden;

    public string? TitleLine => pages.SelectMany(p => p.Headings).FirstOrDefault();

    private bool Paged => format != DetectedFormat.Odt;

    public void Read(ZipArchiveEntry content)
    {
        ReadPart(content, nested: false);
        if (!Paged)
        {
            EndPage();
        }
    }

    public void ReadHeadersAndFooters(ZipArchiveEntry styles)
    {
        using var reader = SafeXml.Open(zip.Open(styles));
        var inMaster = false;
        while (text.Open && reader.Next(context.Limits))
        {
            if (reader.LocalName == "master-styles")
            {
                inMaster = reader.NodeType == XmlNodeType.Element;
            }
            else if (inMaster && reader.NodeType is XmlNodeType.Text)
            {
                text.Add(reader.Value);
            }
            else if (inMaster && reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "p")
            {
                text.Line();
            }
        }

        var extra = text.Take();
        if (extra.Length > 0 && pages.Count > 0)
        {
            pages[0] = pages[0] with { Text = $"{pages[0].Text}\n{extra}".Trim(), Outcome = PageOutcome.Text };
        }
    }

    private void ReadPart(ZipArchiveEntry part, bool nested)
    {
        using var reader = SafeXml.Open(zip.Open(part));
        var heading = -1;
        while (text.Open && reader.Next(context.Limits))
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace:
                    text.Add(Collapsed(reader.Value));
                    break;
                case XmlNodeType.Element:
                    heading = Start(reader, nested, heading);
                    break;
                case XmlNodeType.EndElement:
                    heading = End(reader, nested, heading);
                    break;
            }
        }
    }

    private int Start(XmlReader reader, bool nested, int heading)
    {
        switch (reader.LocalName)
        {
            case "deletion" or "previous" when !reader.IsEmptyElement:
                AddHidden("deletion", reader);
                break;
            case "section" when !reader.IsEmptyElement && HasAttribute(reader, "display", "none"):
            case "span" or "p" or "h" when !reader.IsEmptyElement && hiddenStyles.Contains(reader.GetAttribute("style-name", reader.NamespaceURI) ?? ""):
                AddHidden("hidden-text", reader);
                break;
            case "table-row" when !reader.IsEmptyElement && format == DetectedFormat.Ods
                && (HasAttribute(reader, "visibility", "collapse") || HasAttribute(reader, "visibility", "filter")):
                AddHidden("hidden-cells", reader);
                break;
            case "table-column" when CountsCells(nested):
                hiddenColumns.AddColumns(Number(reader, "number-columns-repeated"), HasAttribute(reader, "visibility", "collapse") || HasAttribute(reader, "visibility", "filter"));
                break;
            case "table-cell" or "covered-table-cell" when CountsCells(nested) && hiddenColumns.HidesCell(Number(reader, "number-columns-repeated")) && !reader.IsEmptyElement:
                AddHidden("hidden-cells", reader);
                break;
            case "note" when !reader.IsEmptyElement:
                // Its text stands below the page, not within the sentence.
                notes.Add(TextWithin(reader));
                break;
            case "annotation" when !reader.IsEmptyElement:
                AddHidden("comment", reader);
                break;
            case "changed-region" or "tracked-changes" or "change-info" when !reader.IsEmptyElement && reader.LocalName == "change-info":
                Skip(reader);
                break;
            case "hidden-text" or "hidden-paragraph" when reader.GetAttribute("string-value", reader.NamespaceURI) is { Length: > 0 } value:
                hidden.Add(new("hidden-text", TextCleaner.Clean(value), pages.Count + 1));
                break;
            case "style" when reader.GetAttribute("family", reader.NamespaceURI) is "table" or "drawing-page" or "text" or "paragraph":
                styleBeingRead = reader.GetAttribute("name", reader.NamespaceURI);
                break;
            case "table-properties" when styleBeingRead is not null && HasAttribute(reader, "display", "false"):
            case "drawing-page-properties" when styleBeingRead is not null && HasAttribute(reader, "visibility", "hidden"):
            case "text-properties" when styleBeingRead is not null && HasAttribute(reader, "display", "none"):
                hiddenStyles.Add(styleBeingRead);
                break;
            case "table" when !nested && format == DetectedFormat.Ods && !reader.IsEmptyElement && reader.Depth < 6:
                label = TextCleaner.Clean(reader.GetAttribute("name", reader.NamespaceURI) ?? "");
                pageIsHidden = hiddenStyles.Contains(reader.GetAttribute("style-name", reader.NamespaceURI) ?? "");
                hiddenColumns.Clear();
                break;
            case "table" when !nested && format == DetectedFormat.Ods && !reader.IsEmptyElement:
                tablesInCells++;
                break;
            case "page" when !nested && format == DetectedFormat.Odp && !reader.IsEmptyElement:
                text.Take();
                headings = [];
                label = null;
                pageIsHidden = hiddenStyles.Contains(reader.GetAttribute("style-name", reader.NamespaceURI) ?? "");
                break;
            case "frame" when HasAttribute(reader, "class", "title"):
                heading = text.Length;
                break;
            case "h":
                heading = text.Length;
                break;
            case "table-row":
                text.StartRow();
                if (CountsCells(nested))
                {
                    hiddenColumns.StartRow();
                }

                break;
            case "s":
                text.Add(new string(' ', Math.Clamp(Number(reader, "c"), 1, MaxBlanks)));
                break;
            case "tab":
                text.Add("\t");
                break;
            case "line-break":
                text.Add("\n");
                break;
            case "object" when !nested && HrefOf(reader) is { } href && objects.Add(href)
                && zip.Find(href.TrimStart('.', '/') + "/content.xml") is { } embedded:
                text.Line();
                ReadPart(embedded, nested: true);
                text.Line();
                break;
        }

        return heading;
    }

    private int End(XmlReader reader, bool nested, int heading)
    {
        switch (reader.LocalName)
        {
            case "p" or "h":
                if (heading >= 0 && reader.LocalName == "h")
                {
                    AddHeading(heading);
                    heading = -1;
                }

                text.Line();
                AddNotes();
                break;
            case "frame" when heading >= 0:
                AddHeading(heading);
                label ??= headings.LastOrDefault();
                heading = -1;
                text.Line();
                break;
            case "table-cell" or "covered-table-cell":
                JoinCell();
                break;
            case "table-row":
                text.Line();
                break;
            case "style":
                styleBeingRead = null;
                break;
            case "table" when !nested && format == DetectedFormat.Ods && reader.Depth < 6:
            case "page" when !nested && format == DetectedFormat.Odp:
                EndPage();
                break;
            case "table" when !nested && format == DetectedFormat.Ods:
                tablesInCells--;
                break;
        }

        return heading;
    }

    /// <summary>True within a sheet, but for what is embedded in it and tables within its cells.</summary>
    private bool CountsCells(bool nested) => !nested && format == DetectedFormat.Ods && tablesInCells == 0;

    /// <summary>Paragraphs of a cell end lines; in a sheet the next cell goes on in the same row.</summary>
    private void JoinCell()
    {
        if (format == DetectedFormat.Ods)
        {
            text.ReplaceLineEndByTab();
        }
        else
        {
            text.Tab();
        }
    }

    private void AddHeading(int start)
    {
        var line = text.From(start).ReplaceLineEndings(" ").Replace('\t', ' ').Trim();
        if (line.Length is > 0 and < 500 && headings.Count < MaxHeadings)
        {
            headings.Add(TextCleaner.Clean(line));
        }
    }

    private void EndPage()
    {
        var shown = text.Take();
        var number = pages.Count + 1;
        if (pageIsHidden)
        {
            hidden.Add(new(format == DetectedFormat.Odp ? "hidden-slide" : "hidden-sheet", $"{label}\n{shown}", number));
            (shown, label, headings) = ("", null, []);
        }

        pages.Add(new()
        {
            Number = number,
            Text = shown,
            Label = label,
            Headings = headings,
            Outcome = shown.Length == 0 ? PageOutcome.Empty : PageOutcome.Text,
        });
        (label, headings, pageIsHidden) = (null, [], false);
    }

    private void AddNotes()
    {
        foreach (var note in notes)
        {
            text.Add(note);
            text.Line();
        }

        notes.Clear();
    }

    private void AddHidden(string kind, XmlReader reader)
    {
        var said = TextWithin(reader);
        if (said.Length > 0)
        {
            hidden.Add(new(kind, said, pages.Count + 1));
        }
    }

    /// <summary>The text of an element, to its end.</summary>
    private string TextWithin(XmlReader reader)
    {
        var passage = new StringBuilder();
        var depth = reader.Depth;
        while (reader.Next(context.Limits) && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName is "change-info" or "date" or "creator" or "note-citation" && !reader.IsEmptyElement)
            {
                Skip(reader);
            }
            else if (reader.NodeType == XmlNodeType.Text && context.TryKeep(reader.Value.Length))
            {
                passage.Append(reader.Value);
            }
            else if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName is "p" or "h")
            {
                passage.Append('\n');
            }
        }

        return TextCleaner.Clean(passage.ToString().Trim());
    }

    private void Skip(XmlReader reader)
    {
        var depth = reader.Depth;
        while (reader.Next(context.Limits) && reader.Depth > depth)
        {
        }
    }

    private static string Collapsed(string value) =>
        value.AsSpan().ContainsAny('\n', '\r', '\t') ? value.ReplaceLineEndings(" ").Replace('\t', ' ') : value;

    private static bool HasAttribute(XmlReader reader, string name, string value)
    {
        var has = false;
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            has |= reader.LocalName == name && reader.Value == value;
        }

        reader.MoveToElement();
        return has;
    }

    private static string? HrefOf(XmlReader reader) => reader.GetAttribute("href", "http://www.w3.org/1999/xlink");

    private static int Number(XmlReader reader, string name) =>
        int.TryParse(reader.GetAttribute(name, reader.NamespaceURI), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 1;
}
