namespace KnowledgeBase.Text.Words;

/// <summary>A character with the signs that belong to it: the unit of position in scripts without spaces.</summary>
internal static class Cluster
{
    /// <summary>Where the cluster that begins at <paramref name="start"/> ends, at most <paramref name="limit"/>.</summary>
    internal static int End(ReadOnlySpan<char> text, int start, int limit)
    {
        _ = CharacterClasses.At(text, start, out var length);
        var end = start + length;
        while (end < limit && IsSign(text[end]))
        {
            end++;
        }

        return Math.Min(end, limit);
    }

    private static bool IsSign(char c) =>
        CharacterClasses.Of(c) == CharacterClass.Extend
        || c is '\u0E31' or (>= '\u0E33' and <= '\u0E3A') or (>= '\u0E47' and <= '\u0E4E')
            or '\u0EB1' or (>= '\u0EB3' and <= '\u0EBC') or (>= '\u0EC8' and <= '\u0ECE')
            or (>= '\u17B4' and <= '\u17D3') or '\u17DD' or (>= '\u102B' and <= '\u103E') or '\uFF9E' or '\uFF9F';
}
