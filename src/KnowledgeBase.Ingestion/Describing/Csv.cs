using System.Text;

namespace KnowledgeBase.Ingestion.Describing;

/// <summary>Comma-separated values as RFC 4180 has them; also read with ';' or tab between the cells, as spreadsheets write them.</summary>
internal static class Csv
{
    /// <summary>The rows of a text; quoted cells may hold separators, quotes and line ends. Empty rows are left out.</summary>
    public static IEnumerable<IReadOnlyList<string>> Read(string text)
    {
        text = text.TrimStart('\uFEFF');
        var separator = Separator(text);
        var row = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : '\n';
            if (quoted && i < text.Length)
            {
                if (c != '"')
                {
                    cell.Append(c);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append(text[++i]);
                }
                else
                {
                    quoted = false;
                }
            }
            else if (c == '"' && cell.Length == 0)
            {
                quoted = true;
            }
            else if (c == separator || c is '\n' or '\r')
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (c != separator)
                {
                    if (row.Exists(v => v.Length > 0))
                    {
                        yield return row;
                    }

                    row = [];
                }
            }
            else
            {
                cell.Append(c);
            }
        }
    }

    /// <summary>Writes a row. A cell that a spreadsheet would run as a formula is kept from it by an apostrophe.</summary>
    public static void Write(TextWriter writer, IEnumerable<string> cells)
    {
        writer.Write(string.Join(',', cells.Select(Quote)));
        writer.Write("\r\n");
    }

    /// <summary>The value of a cell as <see cref="Write"/> was given it.</summary>
    public static string Unguard(string cell) => cell.Length > 1 && cell[0] == '\'' && IsFormula(cell[1]) ? cell[1..] : cell;

    private static string Quote(string cell)
    {
        var safe = cell.Length > 0 && IsFormula(cell[0]) ? "'" + cell : cell;
        return safe.AsSpan().IndexOfAny("\",;\t\r\n") < 0 ? safe : '"' + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
    }

    private static bool IsFormula(char c) => c is '=' or '+' or '-' or '@' or '\'';

    private static char Separator(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var head = end < 0 ? text : text[..end];
        return new[] { ',', ';', '\t' }.MaxBy(s => head.Count(c => c == s));
    }
}
