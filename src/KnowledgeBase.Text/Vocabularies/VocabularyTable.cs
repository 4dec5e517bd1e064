namespace KnowledgeBase.Text.Vocabularies;

/// <summary>
/// Tables with tabs and a header. Either a row is a concept (<c>id</c> or <c>uri</c> or <c>code</c>, then one column a
/// language; several names in a cell are parted by <c>|</c>, the first preferred), or a row is a name (columns <c>id</c> or
/// <c>key</c>, <c>lang</c>, <c>label</c>, and, if there, <c>kind</c> with <c>pref</c> or <c>alt</c>).
/// </summary>
internal static class VocabularyTable
{
    public static void Read(TextReader reader, VocabularyFile.Builder into)
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
                Name(header, cells, into);
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
            : header[0] is "id" or "uri" or "code" && header.Skip(1).Any(IsLanguage);
        if (!known)
        {
            throw new VocabularyException("The first line of a table names its columns: id and languages (id, en, it, …), or id, kind, lang and label.");
        }
    }

    private static void Name(string[] header, string[] cells, VocabularyFile.Builder into)
    {
        var id = Cell("id") is { Length: > 0 } own ? own : Cell("key");
        into.Add(id, Cell("lang"), Cell("label"), Cell("kind") != "alt");

        string Cell(string column)
        {
            var at = Array.IndexOf(header, column);
            return at >= 0 && at < cells.Length ? cells[at] : "";
        }
    }

    private static void Row(string[] header, string[] cells, VocabularyFile.Builder into)
    {
        for (var i = 1; i < Math.Min(header.Length, cells.Length); i++)
        {
            if (!IsLanguage(header[i]))
            {
                continue;
            }

            var names = cells[i].Split('|');
            for (var n = 0; n < names.Length; n++)
            {
                into.Add(cells[0], header[i], names[n], n == 0);
            }
        }
    }
}
