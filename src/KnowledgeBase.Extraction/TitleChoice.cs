using System.Globalization;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Extraction;

/// <summary>
/// Chooses the title of a document: what its metadata says when that is a title a person gave, else the line set in the
/// largest letters or the first heading, else the first line that looks like one. Programs leave file names, templates and
/// "untitled" in metadata; those are never taken.
/// </summary>
public static partial class TitleChoice
{
    private const int MaxLength = 300;

    /// <summary>The best title, or null when nothing in the document looks like one.</summary>
    /// <param name="properties">What the document says of itself.</param>
    /// <param name="pages">Its pages, for the first line as a last choice.</param>
    /// <param name="originalName">The file's name: a title equal to it is none.</param>
    public static string? Choose(DocumentProperties properties, IReadOnlyList<ExtractedPage> pages, string originalName)
    {
        var declared = Tidy(properties.Title);
        if (declared is not null && LooksLikeTitle(declared, originalName))
        {
            return declared;
        }

        foreach (var candidate in new[] { properties.LargestLine, pages.SelectMany(p => p.Headings).FirstOrDefault() })
        {
            if (Tidy(candidate) is { } line && LooksLikeTitle(line, originalName))
            {
                return line;
            }
        }

        return pages.Take(3).SelectMany(p => p.Text.Split('\n').Take(40)).Select(Tidy)
            .FirstOrDefault(line => line is { Length: >= 8 and <= 200 } && LooksLikeTitle(line, originalName));
    }

    /// <summary>True when a person could have meant <paramref name="text"/> as the title of a document.</summary>
    public static bool LooksLikeTitle(string text, string originalName)
    {
        var tidy = Tidy(text);
        if (tidy is null || tidy.Length < 3 && !tidy.Any(IsIdeograph))
        {
            return false;
        }

        var letters = tidy.Count(char.IsLetter);
        if (letters < 2 || letters * 3 < tidy.Count(c => !char.IsWhiteSpace(c)) || tidy.Contains('\uFFFD'))
        {
            return false;
        }

        return !IsFileName(tidy, originalName) && !IsLeftover(tidy);
    }

    private static bool IsFileName(string text, string originalName)
    {
        var stem = System.IO.Path.GetFileNameWithoutExtension(originalName);
        return FileEnding().IsMatch(text)
            || FilePath().IsMatch(text)
            || text.Equals(originalName, StringComparison.OrdinalIgnoreCase)
            || (text.Equals(stem, StringComparison.OrdinalIgnoreCase) && !text.Contains(' '))
            || (!text.Contains(' ') && (text.Contains('_') || text.Count(c => c == '-') > 2) && text.All(char.IsAscii));
    }

    private static bool IsLeftover(string text) => Leftover().IsMatch(text) || VersionName().IsMatch(text);

    private static bool IsIdeograph(char c) => c is >= '\u3040' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7AF';

    private static string? Tidy(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var oneLine = Blanks().Replace(text, " ").Trim();
        oneLine = ProgramPrefix().Replace(oneLine, "").Trim().Trim('\0');
        if (oneLine.Length > MaxLength)
        {
            var cut = oneLine.LastIndexOf(' ', MaxLength);
            oneLine = oneLine[..(cut > 100 ? cut : MaxLength)] + "…";
        }

        return oneLine.Length == 0 || oneLine.All(c => char.GetUnicodeCategory(c) is UnicodeCategory.Control) ? null : oneLine;
    }

    [GeneratedRegex(@"[\s\u0000-\u001F\u00A0]+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^\s*(Microsoft\s+(Office\s+)?(Word|PowerPoint|Excel|Publisher)|PowerPoint Presentation|Word Document)\s+-\s+", RegexOptions.IgnoreCase)]
    private static partial Regex ProgramPrefix();

    [GeneratedRegex(@"\.(docx?|docm|dotx?|odt|rtf|wpd|pages|pptx?|pps|odp|xlsx?|xlsm|ods|csv|indd|qxd|qxp|pmd|pub|fm|tex|dvi|ps|eps|ai|cdr|pdf|txt|html?|php|aspx?|jsp|tiff?|jpe?g|png|dwg|key|numbers|tmp)\s*(\(.*\))?$", RegexOptions.IgnoreCase)]
    private static partial Regex FileEnding();

    [GeneratedRegex(@"^([A-Za-z]:\\|\\\\|/|file:|https?:|www\.)\S*$", RegexOptions.IgnoreCase)]
    private static partial Regex FilePath();

    [GeneratedRegex(@"^\W*(untitled|sans titre|senza (titolo|nome)|ohne titel|unbenannt|sin t[ií]tulo|sem t[ií]tulo|naamloos|bez tytu[łl]u|без названия|无标题|無題|new document|nuovo documento|document|documento|dokument|presentation|pr[eé]sentation|presentazione|pr[aä]sentation|presentaci[oó]n|apresenta[cç][aã]o|powerpoint[- ]?pr[aäeé]sentation|powerpoint presentation|presentazione (standard di )?powerpoint|pr[eé]sentation powerpoint|presentaci[oó]n de powerpoint|apresenta[cç][aã]o do powerpoint|diapositi(va|ve|vas)|slide|folie|title|titel|titolo|titre|t[ií]tulo|subject|layout|template|normal|blank|microsoft word|microsoft powerpoint|scan(ned)?( document| image)?|scansione|copy|cover|copertina|page|seite|pagina|book|sheet|foglio|tabelle|feuil|workbook|image|img|fax|unknown|none|null|test|draft|final|n/?a)[\s\d._()\-–#:№]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Leftover();

    [GeneratedRegex(@"^[\w.\-]*(_|\b)(v\d+|ver\d+|def|final|draft|rev\d+|copy|bozza)[\w.\-]*$", RegexOptions.IgnoreCase)]
    private static partial Regex VersionName();
}
