using System.Globalization;
using System.Text.RegularExpressions;
using KnowledgeBase.Extraction.Pages;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Pdf;

/// <summary>What a PDF says of itself, and the line in its largest letters.</summary>
public static partial class PdfProperties
{
    private const int MaxTitle = 250;

    public static DocumentProperties Of(WordLayout layout) => new()
    {
        Title = Entry(layout, "title"),
        LargestLine = layout.Pages.Select(LargestLine).FirstOrDefault(line => line is not null),
        Authors = Names.Split(Entry(layout, "Author")),
        Created = Date(Entry(layout, "CreationDate")),
        Modified = Date(Entry(layout, "ModDate")),
        Subject = Entry(layout, "Subject"),
        Keywords = Names.SplitKeywords(Entry(layout, "Keywords")),
    };

    /// <summary>The lines in the largest letters that follow each other, as one: titles run over several lines.</summary>
    private static string? LargestLine(LayoutPage page)
    {
        var lines = page.Lines.Where(l => l.Words.Count > 0 && l.Height > 0 && Letters(l.Text) >= 3).ToList();
        if (lines.Count == 0)
        {
            return null;
        }

        // A single huge letter or number is ornament: at least a word of three letters is asked for.
        var largest = lines.MaxBy(l => l.Height)!;
        var at = lines.IndexOf(largest);
        var text = largest.Text;
        for (var i = at + 1; i < lines.Count && lines[i].Height > 0.88 * largest.Height && text.Length < MaxTitle; i++)
        {
            text += " " + lines[i].Text;
        }

        return TextCleaner.Clean(text.Length > MaxTitle ? text[..MaxTitle] : text);
    }

    private static int Letters(string text) => text.Count(char.IsLetter);

    private static string? Entry(WordLayout layout, string name) =>
        layout.Entries.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? TextCleaner.Clean(value).Trim() : null;

    /// <summary>Dates as poppler writes them (2020-01-31T10:00:00+01, …Z) or as PDF has them (D:20200131…).</summary>
    private static DateTimeOffset? Date(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var match = Pattern().Match(text);
        if (!match.Success)
        {
            return null;
        }

        int Part(int group, int otherwise) =>
            match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : otherwise;
        var written = $"{Part(1, 1):0000}-{Part(2, 1):00}-{Part(3, 1):00}T{Part(4, 0):00}:{Part(5, 0):00}:{Part(6, 0):00}";
        var zone = match.Groups[7].Success ? $"{match.Groups[7].Value}{Part(8, 0):00}:{Part(9, 0):00}" : "+00:00";
        return DateTimeOffset.TryParse(written + zone, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year > 1900
            ? date
            : null;
    }

    [GeneratedRegex(@"^(?:D:)?(\d{4})-?(\d\d)?-?(\d\d)?T?(\d\d)?:?(\d\d)?:?(\d\d)?(?:([+-])(\d\d)'?:?(\d\d)?)?")]
    private static partial Regex Pattern();
}
