namespace KnowledgeBase.Text.Words;

/// <summary>Words broken with a hyphen at the end of a line.</summary>
internal static class LineEnd
{
    /// <summary>
    /// Finds the second part of a word that a hyphen and a line end follow; it begins with a small letter, or a letter
    /// of a script without capitals.
    /// </summary>
    internal static bool TryFindSecondPart(ReadOnlySpan<char> text, WordSpan first, out WordSpan second)
    {
        second = default;
        var at = first.End;
        var soft = text[at - 1] == '\u00AD';
        if (!soft)
        {
            if (at >= text.Length || text[at] is not ('-' or '\u2010') || !char.IsLetter(text[at - 1]))
            {
                return false;
            }

            at++;
        }

        at = SkipBlanks(text, at);
        if (at >= text.Length || text[at] != '\n')
        {
            return false;
        }

        at = SkipBlanks(text, at + 1);
        if (at >= text.Length || !char.IsLetter(text[at]) || char.IsUpper(text[at]))
        {
            return false;
        }

        var rest = new WordSegmenter(text[at..]);
        if (!rest.Next(out var word) || word.Start != 0 || word.Class != first.Class)
        {
            return false;
        }

        second = word with { Start = at };
        return true;
    }

    private static int SkipBlanks(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\r' or '\u00A0')
        {
            at++;
        }

        return at;
    }
}
