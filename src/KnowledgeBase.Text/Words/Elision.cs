namespace KnowledgeBase.Text.Words;

/// <summary>
/// Words that lose their last letter before a vowel and are written against the next ("dell'acqua", "l'eau",
/// "qu'il", "l'aigua", "d'ith"), and the English and Maltese kin of them. The same in every language, so that
/// positions agree whatever language a page is taken for.
/// </summary>
internal static class Elision
{
    private const int LongestPrefix = 7;

    // French; Italian; Catalan and Occitan share theirs with both; Irish b', d', m'; Maltese f', b', x', m'.
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Prefixes = new HashSet<string>(
        [
            "l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu",
            "dell", "all", "dall", "nell", "sull", "coll", "pell", "un", "quell", "quest", "bell", "sant", "anch", "senz",
            "mezz", "tutt", "cent", "com", "cos", "dov", "gl", "ch", "v", "b", "f", "x", "degl", "agl", "dagl", "negl", "sugl",
        ],
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The part of a surface that is the word.</summary>
    internal static (int Offset, int Length) Trim(ReadOnlySpan<char> surface)
    {
        var apostrophe = surface.IndexOfAny('\'', '\u2019', '\u02BC');
        if (apostrophe <= 0)
        {
            return (0, surface.Length);
        }

        var rest = surface.Length - apostrophe - 1;
        if (apostrophe <= LongestPrefix && rest >= 2 && Prefixes.Contains(surface[..apostrophe]))
        {
            var (inner, length) = Trim(surface[(apostrophe + 1)..]);
            return (apostrophe + 1 + inner, length);
        }

        var last = surface[^1];
        return rest == 1 && (last is 's' or 'S') && apostrophe >= 2 ? (0, apostrophe) : (0, surface.Length);
    }
}
