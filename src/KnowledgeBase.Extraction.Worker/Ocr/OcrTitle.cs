namespace KnowledgeBase.Extraction.Worker.Ocr;

/// <summary>
/// The title of a scanned page: the first lines in letters clearly larger than the others, else, as on typewritten sheets, the first
/// lines in capitals.
/// </summary>
public static class OcrTitle
{
    private const double Larger = 1.35;
    private const double Alike = 0.8;
    private const int MaxLines = 15;
    private const int MaxLength = 250;
    private const int LeastWords = 3;

    /// <summary>The title as one line, or null when no lines stand out.</summary>
    public static string? Of(OcrWords words)
    {
        var lines = Lines(words.On(words.Width, words.Height).Words);
        if (lines.Count < 2)
        {
            return null;
        }

        var heights = lines.Select(l => l.Height).Order().ToList();
        var usual = heights[heights.Count / 2];
        return Run(lines, l => l.Height >= Larger * usual) ?? Run([.. lines.Take(MaxLines)], l => IsCapital(l.Text));
    }

    /// <summary>The first lines in a row that are chosen, when they are words enough for a title.</summary>
    private static string? Run(List<(string Text, double Height)> lines, Func<(string Text, double Height), bool> chosen)
    {
        for (var first = 0; first < lines.Count; first++)
        {
            var run = lines.Skip(first).TakeWhile(l => chosen(l) && l.Height >= Alike * lines[first].Height).Select(l => l.Text).ToList();
            if (string.Join(' ', run) is { Length: > 0 } text && text.Split(' ').Count(w => w.Any(char.IsLetter)) >= LeastWords)
            {
                return text.Length <= MaxLength ? text : text[..text.LastIndexOf(' ', MaxLength)];
            }

            first += Math.Max(0, run.Count - 1);
        }

        return null;
    }

    private static bool IsCapital(string text) => text.Count(char.IsLetter) >= 3 && text.Count(char.IsLower) * 10 <= text.Count(char.IsLetter);

    /// <summary>Words of one line follow each other to the right and overlap in height.</summary>
    private static List<(string Text, double Height)> Lines(IReadOnlyList<WordBox> words)
    {
        var lines = new List<(string, double)>();
        for (var start = 0; start < words.Count;)
        {
            var end = start + 1;
            while (end < words.Count && words[end].Left >= words[end - 1].Left && words[end].Top < words[end - 1].Bottom && words[end].Bottom > words[end - 1].Top)
            {
                end++;
            }

            var line = words.Skip(start).Take(end - start).ToList();
            var heights = line.Select(w => w.Bottom - w.Top).Order().ToList();
            lines.Add((string.Join(' ', line.Select(w => w.Text)), heights[heights.Count / 2]));
            start = end;
        }

        return lines;
    }
}
