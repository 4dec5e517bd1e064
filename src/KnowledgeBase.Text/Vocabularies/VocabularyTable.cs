namespace KnowledgeBase.Text.Vocabularies;

/// <summary>
/// Tables with tabs and a header. Either a row is a concept (<c>id</c>, <c>uri</c>, <c>code</c> or <c>zone</c>, then one
/// column a language; several names in a cell are parted by <c>|</c>, the first preferred), or a row is a name (columns
/// <c>id</c> or <c>key</c>, <c>lang</c>, <c>label</c>, and, if there, <c>kind</c> with <c>pref</c> or <c>alt</c>; without
/// <c>kind</c> all are preferred, unless the file is called <c>alt-…</c>), or a row is a town (<c>name</c>, <c>country</c>,
/// <c>subcountry</c>, <c>geonameid</c>).
/// </summary>
internal static class VocabularyTable
{
    private const string Zone = "zone";

    public static void Read(TextReader reader, bool areOthers, VocabularyFile.Builder into)
    {
        string[]? header = null;
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var cells = line.TrimStart('\uFEFF').Split('\t');
            if (header is null)
            {
                header = cells;
                Check(header);
            }
            else if (header.Contains("label"))
            {
                Name(header, cells, areOthers, into);
            }
            else if (header.Contains("geonameid"))
            {
                Town(header, cells, into);
            }
            else
            {
                Row(header, cells, into);
            }
        }
    }

    /// <summary>True for a column named like a language: "it", "fil", "nb-NO", "zh-Hans".</summary>
    private static bool IsLanguage(string column)
    {
        var code = column.Split('-', '_')[0];
        return code.Length is 2 or 3 && code.All(char.IsAsciiLetterLower);
    }

    private static void Check(string[] header)
    {
        var known = header.Contains("label") ? header.Contains("lang") && (header.Contains("id") || header.Contains("key"))
            : (header[0] is "id" or "uri" or "code" or Zone && header.Skip(1).Any(IsLanguage)) || (header.Contains("geonameid") && header.Contains("name"));
        if (!known)
        {
            throw new VocabularyException("The first line of a table names its columns: id and languages (id, en, it, …), or id, kind, lang and label.");
        }
    }

    private static string Cell(string[] header, string[] cells, string column)
    {
        var at = Array.IndexOf(header, column);
        return at >= 0 && at < cells.Length ? cells[at] : "";
    }

    private static void Name(string[] header, string[] cells, bool areOthers, VocabularyFile.Builder into)
    {
        var id = Cell(header, cells, "id") is { Length: > 0 } own ? own : Cell(header, cells, "key");
        into.Add(id, Cell(header, cells, "lang"), Cell(header, cells, "label"), Cell(header, cells, "kind") != "alt" && !areOthers);
    }

    private static void Town(string[] header, string[] cells, VocabularyFile.Builder into)
    {
        var id = "geonames:" + Cell(header, cells, "geonameid");
        into.Add(id, "und", Cell(header, cells, "name"), preferred: true);
        into.Within(id, [.. ((string[])[Cell(header, cells, "country"), Cell(header, cells, "subcountry")]).Where(n => n.Length > 0)]);
    }

    private static void Row(string[] header, string[] cells, VocabularyFile.Builder into)
    {
        for (var i = 1; i < Math.Min(header.Length, cells.Length); i++)
        {
            if (!IsLanguage(header[i]))
            {
                continue;
            }

            // Names of zones leave out what the zone's own name says ("Europe/Rome").
            var cell = cells[i].Length == 0 && header[0] == Zone && header[i] == "en" ? cells[0][(cells[0].LastIndexOf('/') + 1)..].Replace('_', ' ') : cells[i];
            var names = cell.Split('|');
            for (var n = 0; n < names.Length; n++)
            {
                into.Add(cells[0], header[i], names[n], n == 0);
            }
        }
    }
}
