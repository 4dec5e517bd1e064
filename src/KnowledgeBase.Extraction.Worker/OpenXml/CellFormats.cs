using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using KnowledgeBase.Extraction.Worker.Reading;
using KnowledgeBase.Extraction.Worker.Xml;

namespace KnowledgeBase.Extraction.Worker.OpenXml;

/// <summary>Shows numbers of a sheet as a reader would see them where it matters: dates as dates, shares as per cent.</summary>
internal sealed class CellFormats
{
    private const int MaxFormats = 70_000;
    private readonly List<int> formatOfStyle = [];
    private readonly Dictionary<int, string> codes = [];
    private readonly bool from1904;

    public CellFormats(WorkbookPart workbook, OpenXmlPartSource parts, ReadingContext context, bool from1904)
    {
        this.from1904 = from1904;
        if (workbook.WorkbookStylesPart is not { } styles)
        {
            return;
        }

        using var reader = parts.Open(styles);
        var inCells = false;
        while (reader.Next(context.Limits) && formatOfStyle.Count < MaxFormats)
        {
            if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "cellXfs")
            {
                inCells = false;
            }
            else if (reader.NodeType == XmlNodeType.Element)
            {
                switch (reader.LocalName)
                {
                    case "numFmt" when codes.Count < MaxFormats:
                        codes[Number(reader.GetAttribute("numFmtId"))] = reader.GetAttribute("formatCode") ?? "";
                        break;
                    case "cellXfs":
                        inCells = !reader.IsEmptyElement;
                        break;
                    case "xf" when inCells:
                        formatOfStyle.Add(Number(reader.GetAttribute("numFmtId")));
                        break;
                }
            }
        }
    }

    /// <summary>The value as shown under the style, or as it stands when it is no number.</summary>
    public string Show(string raw, string? style)
    {
        if (!double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            return raw;
        }

        var index = Number(style);
        var format = index >= 0 && index < formatOfStyle.Count ? formatOfStyle[index] : 0;
        var code = codes.GetValueOrDefault(format, "");
        if (IsDate(format, code))
        {
            return Date(value) ?? raw;
        }

        if (format is 9 or 10 || (code.Contains('%') && !code.Contains('"')))
        {
            return (value * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%";
        }

        return value.ToString("G15", CultureInfo.InvariantCulture);
    }

    private static bool IsDate(int format, string code)
    {
        if (format is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58))
        {
            return true;
        }

        var quoted = false;
        var bracket = false;
        for (var i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '"':
                    quoted = !quoted;
                    break;
                case '[':
                    bracket = true;
                    break;
                case ']':
                    bracket = false;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case 'd' or 'D' or 'm' or 'M' or 'y' or 'Y' or 'h' or 'H' when !quoted && !bracket:
                    return true;
                case 'G' or 'g' when !quoted && !bracket && code.AsSpan(i).StartsWith("General", StringComparison.OrdinalIgnoreCase):
                    return false;
            }
        }

        return false;
    }

    private string? Date(double value)
    {
        // The last day a sheet knows is 9999-12-31; below one day it is a time.
        if (value is < 0 or > 2_958_465)
        {
            return null;
        }

        var start = from1904 ? new DateTime(1904, 1, 1) : new DateTime(1899, 12, value < 61 ? 31 : 30);
        var moment = start.AddSeconds(Math.Round(value * 86_400));
        var format = value < 1 ? "HH:mm" : value == Math.Floor(value) ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm";
        return moment.ToString(format, CultureInfo.InvariantCulture);
    }

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;
}
