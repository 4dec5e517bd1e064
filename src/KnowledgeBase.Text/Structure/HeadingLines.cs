using System.Text;

namespace KnowledgeBase.Text.Structure;

/// <summary>
/// Finds the headings of a page: the lines that its format marks as such; where it marks none (PDF, scans, plain text), short
/// lines that stand apart and have a paragraph below them.
/// </summary>
public static class HeadingLines
{
    private const int MostLines = 2;
    private const int Longest = 120;
    private const int FewestLetters = 3;

    /// <summary>Bytes in UTF-8, so that a paragraph of ideographs may have a third of the characters.</summary>
    private const int ShortestParagraph = 150;

    /// <summary>Start and end of each heading in the text, in order.</summary>
    /// <param name="text">A page, its lines parted by '\n'.</param>
    /// <param name="marked">Headings as the format marks them; empty when it marks none.</param>
    public static List<(int Start, int End)> Find(string text, IReadOnlyCollection<string> marked)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(marked);
        return marked.Count > 0 ? Marked(text, [.. marked.Select(OneLine)]) : SetApart(text);
    }

    private static List<(int Start, int End)> Marked(string text, HashSet<string> marked)
    {
        var found = new List<(int, int)>();
        foreach (var line in Lines(text))
        {
            if (line.End - line.Start is > 0 and < 1000 && marked.Contains(OneLine(text[line.Start..line.End])))
            {
                found.Add(line);
            }
        }

        return found;
    }

    private static List<(int Start, int End)> SetApart(string text)
    {
        var found = new List<(int, int)>();
        (int Start, int End, int Lines) before = default;
        foreach (var block in Blocks(text))
        {
            if (before.Lines is > 0 and <= MostLines && IsParagraph(text.AsSpan(block.Start, block.End - block.Start))
                && LooksLikeOne(text.AsSpan(before.Start, before.End - before.Start)))
            {
                found.Add((before.Start, before.End));
            }

            before = block;
        }

        return found;
    }

    /// <summary>Lines without empty ones between them.</summary>
    private static IEnumerable<(int Start, int End, int Lines)> Blocks(string text)
    {
        (int Start, int End, int Lines) block = default;
        foreach (var (start, end) in Lines(text))
        {
            if (end > start)
            {
                block = block.Lines == 0 ? (start, end, 1) : (block.Start, end, block.Lines + 1);
            }
            else if (block.Lines > 0)
            {
                yield return block;
                block = default;
            }
        }

        if (block.Lines > 0)
        {
            yield return block;
        }
    }

    /// <summary>The lines without the white space around them.</summary>
    private static IEnumerable<(int Start, int End)> Lines(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var next = text.IndexOf('\n', at) is >= 0 and var found ? found : text.Length;
            var (start, end) = (at, next);
            while (start < end && char.IsWhiteSpace(text[start]))
            {
                start++;
            }

            while (end > start && char.IsWhiteSpace(text[end - 1]))
            {
                end--;
            }

            yield return (start, end);
            at = next + 1;
        }
    }

    private static bool IsParagraph(ReadOnlySpan<char> block) =>
        block.Length >= ShortestParagraph || (block.Length >= ShortestParagraph / 3 && Encoding.UTF8.GetByteCount(block) >= ShortestParagraph);

    /// <summary>Begins as a sentence or with a number, does not end as one, and says something in words.</summary>
    private static bool LooksLikeOne(ReadOnlySpan<char> line)
    {
        if (line.Length > Longest || !char.IsLetterOrDigit(line[0]) || char.IsLower(line[0]) || line[^1] is '.' or ',' or ';' or ':' or '-' or '。' or '、')
        {
            return false;
        }

        var (letters, others) = (0, 0);
        foreach (var c in line)
        {
            letters += char.IsLetter(c) ? 1 : 0;
            others += char.IsLetter(c) || char.IsWhiteSpace(c) ? 0 : 1;
        }

        return letters >= FewestLetters && letters > others;
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
