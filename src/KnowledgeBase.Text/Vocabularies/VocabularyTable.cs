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

    private static void Check(string[] header)
    {
        var known = header.Contains("label") ? header.Contains("lang") && (header.Contains("id") || header.Contains("key"))
            : header.Length > 1 && header[0] is "id" or "uri" or "code";
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
            var names = cells[i].Split('|');
            for (var n = 0; n < names.Length; n++)
            {
                into.Add(cells[0], header[i], names[n], n == 0);
            }
        }
    }
}
