using System.Globalization;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using KnowledgeBase.Extraction.Worker.Reading;
using KnowledgeBase.Extraction.Worker.Xml;

namespace KnowledgeBase.Extraction.Worker.OpenXml;

/// <summary>SpreadsheetML: a page for each sheet, named; rows as lines, cells parted by tabs; charts and drawings; hidden sheets and comments apart.</summary>
internal sealed class WorkbookReader(SpreadsheetDocument package, OpenXmlPartSource parts, ReadingContext context)
{
    private const int MaxSheets = 5_000;

    // What the format's own program has: A to XFD.
    private const int MostColumns = 16_384;
    private readonly List<string> shared = [];
    private CellFormats? formats;

    public ExtractionResult Read()
    {
        var workbook = package.WorkbookPart
            ?? throw DocumentRefusedException.Corrupt("The workbook has no main part.");
        var pages = new List<ExtractedPage>();
        var hidden = new List<HiddenPassage>();
        var (sheets, from1904) = Sheets(workbook);
        formats = new(workbook, parts, context, from1904);
        ReadShared(workbook);
        foreach (var (name, isHidden, part) in sheets)
        {
            var number = pages.Count + 1;
            var (text, unseen) = (new TextBuilder(context), new TextBuilder(context));
            if (part is WorksheetPart)
            {
                ReadCells(part, text, unseen);
            }

            foreach (var other in part.Parts.Select(p => p.OpenXmlPart))
            {
                switch (other)
                {
                    case DrawingsPart drawings:
                        AddDrawings(drawings, text);
                        break;
                    case WorksheetCommentsPart:
                        hidden.AddRange(DrawingText.Passages(other, parts, context, "comment", "comment", number));
                        break;
                }
            }

            var shown = text.Take();
            if (unseen.Take() is { Length: > 0 } cells)
            {
                hidden.Add(new("hidden-cells", cells, number));
            }

            if (isHidden)
            {
                hidden.Add(new("hidden-sheet", $"{name}\n{shown}", number));
                shown = "";
            }

            pages.Add(new()
            {
                Number = number,
                Text = shown,
                Label = isHidden ? null : name,
                Outcome = shown.Length == 0 ? PageOutcome.Empty : PageOutcome.Text,
            });
        }

        return new() { Outcome = ExtractionOutcome.Ok, HasPages = true, Pages = pages, Hidden = hidden };
    }

    private (List<(string Name, bool Hidden, OpenXmlPart Part)> Sheets, bool From1904) Sheets(WorkbookPart workbook)
    {
        var sheets = new List<(string, bool, OpenXmlPart)>();
        var from1904 = false;
        using var reader = parts.Open(workbook);
        while (reader.Next(context.Limits) && sheets.Count < MaxSheets)
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (reader.LocalName == "workbookPr")
            {
                from1904 = reader.GetAttribute("date1904") is "1" or "true";
            }
            else if (reader.LocalName == "sheet")
            {
                var id = reader.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
                    ?? reader.GetAttribute("id", "http://purl.oclc.org/ooxml/officeDocument/relationships");
                if (id is not null && workbook.TryGetPartById(id, out var part) && part is not null)
                {
                    var name = TextCleaner.Clean(reader.GetAttribute("name") ?? "");
                    sheets.Add((name, reader.GetAttribute("state") is "hidden" or "veryHidden", part));
                }
            }
        }

        return (sheets, from1904);
    }

    private void ReadShared(WorkbookPart workbook)
    {
        if (workbook.SharedStringTablePart is not { } table)
        {
            return;
        }

        long characters = 0;
        var item = new StringBuilder();
        using var reader = parts.Open(table);
        while (reader.Next(context.Limits))
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                switch (reader.LocalName)
                {
                    case "si" when reader.IsEmptyElement:
                        shared.Add("");
                        break;
                    case "rPh" when !reader.IsEmptyElement:
                        // How to pronounce the characters: not shown.
                        var depth = reader.Depth;
                        while (reader.Next(context.Limits) && reader.Depth > depth)
                        {
                        }

                        break;
                    case "t" when !reader.IsEmptyElement:
                        item.Append(reader.ReadString());
                        break;
                }
            }
            else if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "si")
            {
                characters += item.Length + 16;
                if (characters > context.Limits.Characters)
                {
                    context.Note("The workbook's table of texts is larger than is allowed; texts at its end are missing.");
                    return;
                }

                shared.Add(item.ToString());
                item.Clear();
            }
        }
    }

    private void ReadCells(OpenXmlPart sheet, TextBuilder shown, TextBuilder unseen)
    {
        var hiddenColumns = new List<(int First, int Last)>();
        var (text, hiddenRow) = (shown, false);
        using var reader = parts.Open(sheet);
        string? type = null;
        string? style = null;
        var columns = 0;
        while (shown.Open && unseen.Open && reader.Next(context.Limits))
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                switch (reader.LocalName)
                {
                    case "col" when reader.GetAttribute("hidden") is "1" or "true" && hiddenColumns.Count < MostColumns:
                        hiddenColumns.Add((Number(reader.GetAttribute("min")), Number(reader.GetAttribute("max"))));
                        break;
                    case "row":
                        columns = 0;
                        hiddenRow = reader.GetAttribute("hidden") is "1" or "true";
                        break;
                    case "c" when ++columns > MostColumns:
                        context.Note($"Only the first {MostColumns:N0} columns of each row were read: no spreadsheet program makes more.");
                        break;
                    case "c":
                        type = reader.GetAttribute("t");
                        style = reader.GetAttribute("s");
                        var column = hiddenColumns.Count > 0 ? Column(reader.GetAttribute("r")) ?? columns : 0;
                        text = hiddenRow || hiddenColumns.Any(c => column >= c.First && column <= c.Last) ? unseen : shown;
                        break;
                    case "v" when !reader.IsEmptyElement && columns <= MostColumns:
                        AddValue(reader.ReadString(), type, style, text);
                        break;
                    case "t" when !reader.IsEmptyElement && columns <= MostColumns:
                        text.Add(Flat(reader.ReadString()));
                        break;
                    case "f" when !reader.IsEmptyElement:
                        reader.ReadString();
                        break;
                }
            }
            else if (reader.NodeType == XmlNodeType.EndElement)
            {
                switch (reader.LocalName)
                {
                    case "c":
                        text.Tab();
                        break;
                    case "row":
                        shown.Line();
                        unseen.Line();
                        break;
                }
            }
        }
    }

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>The column of a cell's name, such as 28 of AB7.</summary>
    private static int? Column(string? name)
    {
        var column = 0;
        foreach (var letter in (name ?? "").TakeWhile(char.IsAsciiLetterUpper).Take(4))
        {
            column = (column * 26) + letter - 'A' + 1;
        }

        return column == 0 ? null : column;
    }

    private void AddValue(string raw, string? type, string? style, TextBuilder text)
    {
        switch (type)
        {
            case "s":
                if (int.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < shared.Count)
                {
                    text.Add(Flat(shared[index]));
                }

                break;
            case "b":
                text.Add(raw == "1" ? "TRUE" : "FALSE");
                break;
            case "str" or "e" or "d" or "inlineStr":
                text.Add(Flat(raw));
                break;
            default:
                text.Add(formats!.Show(raw, style));
                break;
        }
    }

    private void AddDrawings(DrawingsPart drawings, TextBuilder text)
    {
        text.Line();
        DrawingText.Add(drawings, parts, context, text);
        foreach (var part in drawings.Parts.Select(p => p.OpenXmlPart).Where(p => p is ChartPart or DiagramDataPart))
        {
            DrawingText.Add(part, parts, context, text);
        }
    }

    /// <summary>A cell is one line of a row.</summary>
    private static string Flat(string cell) => cell.AsSpan().ContainsAny('\n', '\r') ? cell.ReplaceLineEndings(" ") : cell;
}
