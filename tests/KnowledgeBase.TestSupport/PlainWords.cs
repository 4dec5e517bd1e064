using System.Globalization;
using System.Text;

namespace KnowledgeBase.TestSupport;

/// <summary>A word of a text, folded, and where it stands.</summary>
public readonly record struct PlainWord(string Folded, int Start, int Length);

/// <summary>
/// The simplest honest analysis: runs of letters and digits without case and accents; every Han, kana and Thai letter by
/// itself. No word of any language is inflected here.
/// </summary>
public static class PlainWords
{
    public static List<PlainWord> Of(string text)
    {
        var words = new List<PlainWord>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var letter = i < text.Length && (char.IsLetterOrDigit(text[i]) || IsMark(text[i]));
            var alone = letter && StandsAlone(text[i]);
            if (start >= 0 && (!letter || alone))
            {
                words.Add(new PlainWord(Fold(text[start..i]), start, i - start));
                start = -1;
            }

            if (alone)
            {
                words.Add(new PlainWord(text[i].ToString(), i, 1));
            }
            else if (letter && start < 0)
            {
                start = i;
            }
        }

        return words;
    }

    /// <summary>Without case and accents.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKD))
        {
            _ = c == 'ß' ? folded.Append("ss") : IsMark(c) ? folded : folded.Append(char.ToLowerInvariant(c));
        }

        return folded.ToString();
    }

    private static bool IsMark(char c) =>
        CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool StandsAlone(char c) => c is (>= '\u3040' and <= '\u9FFF') or (>= '\u0E00' and <= '\u0E7F');
}
