namespace KnowledgeBase.Text.Detection;

/// <summary>
/// A text as the words of one script in small letters, each with a blank on both sides, from which grams of 1 to 4
/// characters are taken; a gram of four UTF-16 units is one 64-bit number. The maker of the model and the detector
/// read texts through the same code.
/// </summary>
internal static class GramReader
{
    internal const int LongestGram = 4;

    /// <summary>Fills the buffer with blank, word, blank, word, …, blank.</summary>
    /// <returns>UTF-16 units written.</returns>
    internal static int Write(ReadOnlySpan<char> text, Script script, Span<char> buffer)
    {
        var length = 0;
        buffer[length++] = ' ';
        foreach (var c in text)
        {
            if (length + 1 >= buffer.Length)
            {
                break;
            }

            if (Scripts.Of(c) == script || IsMarkOf(c))
            {
                buffer[length++] = Lower(c);
            }
            else if (c is '\'' or '\u2019' or '\u02BC' && buffer[length - 1] != ' ')
            {
                buffer[length++] = '\'';
            }
            else if (buffer[length - 1] != ' ')
            {
                buffer[length++] = ' ';
            }
        }

        if (buffer[length - 1] != ' ')
        {
            buffer[length++] = ' ';
        }

        return length;
    }

    /// <summary>The gram of <paramref name="length"/> characters at <paramref name="start"/>.</summary>
    internal static ulong Gram(ReadOnlySpan<char> words, int start, int length)
    {
        ulong gram = 0;
        for (var i = 0; i < length; i++)
        {
            gram = (gram << 16) | words[start + i];
        }

        return gram;
    }

    /// <summary>True for a gram that lies within one word and its blanks, and is more than a blank.</summary>
    internal static bool IsInsideWord(ReadOnlySpan<char> gram)
    {
        if (gram.Length == 1)
        {
            return gram[0] != ' ';
        }

        return gram.Length < 3 ? gram is not "  " : gram[1..^1].IndexOf(' ') < 0;
    }

    /// <summary>Small letters; Romanian with a comma below is made the same as with a cedilla, since writers mix them.</summary>
    private static char Lower(char c) => c switch
    {
        'İ' => 'i',
        'ș' or 'Ș' => 'ş',
        'ț' or 'Ț' => 'ţ',
        _ => char.ToLowerInvariant(c),
    };

    private static bool IsMarkOf(char c) =>
        c is (>= '\u0300' and <= '\u036F') or (>= '\u064B' and <= '\u0652') or (>= '\u0900' and <= '\u0963' and not '\u0964');
}
