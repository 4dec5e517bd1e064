using System.Text.RegularExpressions;

namespace KnowledgeBase.Extraction.Worker.Text;

/// <summary>Headings of Markdown: lines that start with one to six '#', and lines underlined with '='.</summary>
public static partial class Markdown
{
    public static IReadOnlyList<string> Headings(string text)
    {
        var headings = new List<string>();
        foreach (Match match in Heading().Matches(text))
        {
            var line = match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value;
            line = line.Trim().TrimEnd('#').Trim().Trim('*', '_').Trim();
            if (line.Length > 0 && headings.Count < 500)
            {
                headings.Add(line);
            }
        }

        return headings;
    }

    [GeneratedRegex(@"^(?:#{1,6}[ \t]+(.{1,300})|([^\s#>|-].{0,300})\n={3,}[ \t]*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
