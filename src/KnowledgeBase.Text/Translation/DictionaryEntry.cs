using System.Text.RegularExpressions;

namespace KnowledgeBase.Text.Translation;

/// <summary>Finds the translations in the text of an entry of a FreeDict dictionary.</summary>
/// <remarks>
/// The first line is the headword. The second holds translations between commas or semicolons, with remarks in brackets of
/// every kind. Where it is numbered, so are the lines that follow; other lines are explanations, examples and references.
/// </remarks>
internal static partial class DictionaryEntry
{
    private const int MostWords = 4;

    /// <summary>The headword without pronunciation and remarks.</summary>
    public static string Headword(string entry)
    {
        var end = entry.IndexOf('\n', StringComparison.Ordinal);
        return Remarks().Replace(end < 0 ? entry : entry[..end], " ").Trim();
    }

    /// <summary>The translations, in order.</summary>
    public static List<string> Translations(string entry)
    {
        var found = new List<string>();
        var lines = entry.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Trim()).Where(l => l.Length > 0).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            var number = Numbered().Match(lines[i]);
            if (i > 0 && (!number.Success || !Numbered().IsMatch(lines[0])))
            {
                continue;
            }

            var plain = Remarks().Replace(lines[i][number.Length..], " ");
            if (Reference().IsMatch(plain))
            {
                continue;
            }

            foreach (var part in plain.Split([',', ';', '،', '、'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var word = TrailingNumber().Replace(part, "").Trim();
                word = word.StartsWith("to ", StringComparison.Ordinal) ? word[3..] : word;
                if (word.Any(char.IsLetter) && word.Count(c => c == ' ') < MostWords && !found.Contains(word))
                {
                    found.Add(word);
                }
            }
        }

        return found;
    }

    [GeneratedRegex(@"^\d+\.\s+(?=\S)", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"\[[^\]]*\]|<[^>]*>|\([^)]*\)|\{[^}]*\}|/[^/]*/|""[^""]*""", RegexOptions.CultureInvariant)]
    private static partial Regex Remarks();

    [GeneratedRegex(@"^\s*(see|Synonyms?|Antonyms?|Note):", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    [GeneratedRegex(@"\s*\d+\.?$", RegexOptions.CultureInvariant)]
    private static partial Regex TrailingNumber();
}
