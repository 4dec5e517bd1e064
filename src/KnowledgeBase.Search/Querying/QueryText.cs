using System.Globalization;
using System.Text;

namespace KnowledgeBase.Search.Querying;

/// <summary>What the characters of a typed query are.</summary>
internal static class QueryText
{
    private const string Quotes = "\"“”„‟«»＂";

    public static bool IsQuote(char c) => Quotes.Contains(c, StringComparison.Ordinal);

    /// <summary>True for a letter, digit or mark that begins at <paramref name="at"/>; false at the end.</summary>
    public static bool IsWordAt(string text, int at)
    {
        if (at < 0 || at >= text.Length)
        {
            return false;
        }

        if (char.IsLowSurrogate(text[at]) && at > 0 && char.IsHighSurrogate(text[at - 1]))
        {
            at--;
        }

        return Rune.TryGetRuneAt(text, at, out var rune) && (Rune.IsLetterOrDigit(rune)
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber);
    }

    /// <summary>True for a sign between letters or digits: a quote there is part of an abbreviation, a bracket or a colon of a name.</summary>
    public static bool IsWithinWord(string text, int at) => IsWordAt(text, at - 1) && IsWordAt(text, at + 1);

    /// <summary>The part from the first to the last letter or digit; empty when there is none.</summary>
    public static string Trim(string text)
    {
        var start = 0;
        while (start < text.Length && !IsWordAt(text, start))
        {
            start++;
        }

        var end = text.Length;
        while (end > start && !IsWordAt(text, end - 1))
        {
            end--;
        }

        return text[start..end];
    }

    /// <summary>The words of a phrase with single spaces, without quotes that close or open something.</summary>
    public static string Phrase(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var drop = char.IsWhiteSpace(text[i]) || char.IsControl(text[i]) || (IsQuote(text[i]) && !IsWithinWord(text, i));
            clean.Append(drop ? ' ' : text[i]);
        }

        return Trim(string.Join(' ', clean.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }
}
