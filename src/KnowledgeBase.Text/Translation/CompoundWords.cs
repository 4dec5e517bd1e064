namespace KnowledgeBase.Text.Translation;

/// <summary>Words that a language writes as one, translated by their parts.</summary>
internal static class CompoundWords
{
    private const int ShortestPart = 3;
    private const int ShortestWord = 7;
    private const int MostOfPart = 3;

    /// <summary>What may stand between the parts without belonging to either.</summary>
    private static readonly Dictionary<string, string[]> Links = new()
    {
        ["de"] = ["s", "es", "n", "en"],
        ["nl"] = ["s", "en", "e"],
        ["sv"] = ["s"],
        ["da"] = ["s", "e"],
        ["nb"] = ["s", "e"],
        ["nn"] = ["s", "e"],
        ["fi"] = ["n"],
        ["hu"] = [],
        ["et"] = [],
    };

    /// <summary>The translations of the two words that a compound is made of, in either order; the split with the longest second word.</summary>
    public static IReadOnlyList<Translation> Translate(string word, string language, Func<string, IReadOnlyList<Translation>> find)
    {
        if (!Links.TryGetValue(language, out var links) || word.Length < ShortestWord || word.Contains(' ', StringComparison.Ordinal))
        {
            return [];
        }

        for (var at = ShortestPart; at <= word.Length - ShortestPart; at++)
        {
            if (find(word[at..]) is not { Count: > 0 } second)
            {
                continue;
            }

            foreach (var first in links.Where(l => at - l.Length >= ShortestPart && word[..at].EndsWith(l, StringComparison.Ordinal)).Select(l => word[..(at - l.Length)]).Prepend(word[..at]))
            {
                if (find(first) is { Count: > 0 } begin)
                {
                    return [.. second.Take(MostOfPart).SelectMany(s => begin.Take(MostOfPart).SelectMany(f =>
                        (Translation[])[new($"{s.Text} {f.Text}", s.Share * f.Share), new($"{f.Text} {s.Text}", s.Share * f.Share)]))];
                }
            }
        }

        return [];
    }
}
