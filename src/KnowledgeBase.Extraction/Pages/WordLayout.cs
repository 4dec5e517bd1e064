using System.Globalization;
using System.Text;
using System.Xml;

namespace KnowledgeBase.Extraction.Pages;

/// <summary>A line of words as set on the page.</summary>
public sealed record LayoutLine(IReadOnlyList<WordBox> Words)
{
    public string Text => string.Join(' ', Words.Select(w => w.Text));

    /// <summary>Height of the line's letters in points: the middle one of its words' heights.</summary>
    public double Height
    {
        get
        {
            var heights = Words.Select(w => w.Bottom - w.Top).Order().ToArray();
            return heights[heights.Length / 2];
        }
    }

    public double Top => Words.Min(w => w.Top);
}

/// <summary>A page with its lines in reading order; sizes in points.</summary>
public sealed record LayoutPage(double Width, double Height, IReadOnlyList<LayoutLine> Lines);

/// <summary>What <c>pdftotext -bbox-layout</c> says: the document's information entries and the place of each word.</summary>
public sealed class WordLayout
{
    private const int MaxWords = 200_000;
    private readonly Dictionary<string, string> entries = [];
    private readonly List<LayoutPage> pages = [];

    private WordLayout()
    {
    }

    /// <summary>Information entries by name: title, Author, Subject, Keywords, Creator, CreationDate, ModDate.</summary>
    public IReadOnlyDictionary<string, string> Entries => entries;

    public IReadOnlyList<LayoutPage> Pages => pages;

    /// <summary>Reads the output; stops without complaint where it breaks off, since tools may be stopped at their limits.</summary>
    public static WordLayout Parse(byte[] xhtml)
    {
        var layout = new WordLayout();
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            CheckCharacters = false,
            IgnoreWhitespace = true,
        };
        using var text = new StringReader(Encoding.UTF8.GetString(xhtml));
        using var reader = XmlReader.Create(text, settings);
        try
        {
            layout.Read(reader);
        }
        catch (XmlException)
        {
            // Broken off: what came before stands.
            return layout;
        }

        return layout;
    }

    private void Read(XmlReader reader)
    {
        List<LayoutLine>? lines = null;
        List<WordBox>? words = null;
        var count = 0;
        while (reader.Read() && count < MaxWords)
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (reader.LocalName)
            {
                case "title":
                    entries["title"] = reader.ReadString();
                    break;
                case "meta" when reader.GetAttribute("name") is { } name:
                    entries[name] = reader.GetAttribute("content") ?? "";
                    break;
                case "page":
                    pages.Add(new(Number(reader, "width"), Number(reader, "height"), lines = []));
                    break;
                case "line":
                    lines?.Add(new(words = []));
                    break;
                case "word":
                    var (left, top, right, bottom) =
                        (Number(reader, "xMin"), Number(reader, "yMin"), Number(reader, "xMax"), Number(reader, "yMax"));
                    words?.Add(new(reader.ReadString(), left, top, right, bottom));
                    count++;
                    break;
            }
        }
    }

    private static double Number(XmlReader reader, string attribute) =>
        double.TryParse(reader.GetAttribute(attribute), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && double.IsFinite(value) ? value : 0;
}
