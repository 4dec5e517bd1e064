using System.Buffers;
using System.Text;

namespace KnowledgeBase.Text.Folding;

/// <summary>Makes the two written forms of a word that are compared: exact and folded.</summary>
public static class WordFolding
{
    /// <summary>
    /// The word in lower case and normal form NFKC with its accents; soft hyphens, joiners and direction marks are
    /// taken out and apostrophes are all the typewriter's.
    /// </summary>
    /// <param name="word">A word of the text.</param>
    /// <param name="turkic">True where I and İ are the capitals of ı and i (Turkish, Azerbaijani).</param>
    public static string Exact(ReadOnlySpan<char> word, bool turkic = false)
    {
        if (IsPlain(word))
        {
            return word.ToString();
        }

        var text = Normalize(word);
        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        var length = 0;
        foreach (var c in text)
        {
            switch (c)
            {
                case '\u2019' or '\u02BC' or '\u2018' or '\u02B9':
                    buffer[length++] = '\'';
                    break;
                case 'I' when turkic:
                    buffer[length++] = 'ı';
                    break;
                case 'İ':
                    buffer[length++] = 'i';
                    break;
                case '\u00AD' or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u206F')
                    or '\uFEFF' or '\u0640' or (>= '\uFE00' and <= '\uFE0F'):
                    break;
                default:
                    buffer[length++] = char.ToLowerInvariant(c);
                    break;
            }
        }

        var exact = new string(buffer, 0, length);
        ArrayPool<char>.Shared.Return(buffer);
        return exact;
    }

    /// <summary>
    /// The word without accents and with the letters that readers take for one another made one; from an exact form.
    /// Gives back the same string where nothing changes.
    /// </summary>
    public static string Fold(string exact)
    {
        var i = 0;
        while (i < exact.Length && IsKept(exact[i]))
        {
            i++;
        }

        if (i == exact.Length)
        {
            return exact;
        }

        var folded = new StringBuilder(exact.Length + 4).Append(exact, 0, i);
        for (; i < exact.Length; i++)
        {
            if (FoldingTable.IsUnchanged(exact[i]))
            {
                folded.Append(exact[i]);
            }
            else
            {
                folded.Append(FoldingTable.Of(exact[i]));
            }
        }

        return folded.ToString();
    }

    private static bool IsKept(char c) =>
        FoldingTable.IsUnchanged(c) || (FoldingTable.Of(c).Length == 1 && FoldingTable.Of(c)[0] == c);

    private static bool IsPlain(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9')))
            {
                return false;
            }
        }

        return true;
    }

    private static string Normalize(ReadOnlySpan<char> word)
    {
        var text = word.ToString();
        try
        {
            return text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            // Half a character: what the source holds is kept as it is.
            return text;
        }
    }
}
