using KnowledgeBase.Text.Languages;
using KnowledgeBase.Text.Words;

namespace KnowledgeBase.Text;

/// <summary>
/// Words cut into overlapping pieces, for a second field whose score is mixed into that of the words: it bridges
/// inflection, compounds and spelling in any language that writes with letters.
/// </summary>
public static class CharacterNGrams
{
    private const int LetterLength = 4;
    private const int HangulLength = 2;

    /// <summary>How many letters the pieces have in this language; 0 where pieces do not help (Chinese, Japanese, Thai).</summary>
    public static int LengthFor(string language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return LanguageTable.Of(language).GramLength;
    }

    /// <summary>How many letters the pieces of a word have by its script, whatever language it is in; 0 where pieces do not help.</summary>
    public static int LengthOf(ReadOnlySpan<char> folded) => folded.IsEmpty ? 0 : CharacterClasses.At(folded, 0, out _) switch
    {
        CharacterClass.Hangul => HangulLength,
        CharacterClass.Letter or CharacterClass.Digit => LetterLength,
        _ => 0,
    };

    /// <summary>
    /// Adds what a word is made of in a script that is indexed by pairs: the characters of Chinese and Japanese, the pairs of
    /// clusters of Thai, Lao, Khmer and Burmese. All of them are terms of the body; other words give nothing.
    /// </summary>
    public static void AddParts(string folded, List<string> into)
    {
        ArgumentNullException.ThrowIfNull(folded);
        ArgumentNullException.ThrowIfNull(into);
        var kind = folded.Length > 0 ? CharacterClasses.At(folded, 0, out _) : CharacterClass.Letter;
        if (kind is not (CharacterClass.Ideograph or CharacterClass.SouthEastAsian))
        {
            return;
        }

        for (var start = 0; start < folded.Length;)
        {
            var middle = Cluster.End(folded, start, folded.Length);
            var end = kind == CharacterClass.Ideograph || middle == folded.Length ? middle : Cluster.End(folded, middle, folded.Length);
            if (kind == CharacterClass.Ideograph || middle < folded.Length || start == 0)
            {
                into.Add(folded[start..end]);
            }

            start = middle;
        }
    }

    /// <summary>Adds the pieces of a folded word; the word itself where it is not longer than a piece.</summary>
    public static void Add(string folded, int length, List<string> into)
    {
        ArgumentNullException.ThrowIfNull(folded);
        ArgumentNullException.ThrowIfNull(into);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (folded.Length <= length)
        {
            into.Add(folded);
            return;
        }

        for (var i = 0; i + length <= folded.Length; i++)
        {
            if (!char.IsLowSurrogate(folded[i]) && !char.IsHighSurrogate(folded[i + length - 1]))
            {
                into.Add(folded.Substring(i, length));
            }
        }
    }
}
