using System.Globalization;
using System.Text;

namespace KnowledgeBase.Catalogue;

/// <summary>Text from outside, made fit to be shown on one line or as a paragraph.</summary>
internal static class Clean
{
    /// <summary>
    /// One line: no control or direction-overriding characters, white space collapsed, NFC, cut at a whole character
    /// with an ellipsis when longer than <paramref name="most"/> UTF-16 units.
    /// </summary>
    public static string Line(string text, int most, string otherwise)
    {
        var line = Text(text).ReplaceLineEndings(" ");
        line = string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length == 0)
        {
            return otherwise;
        }

        if (line.Length <= most)
        {
            return line;
        }

        var end = most - 1;
        return (char.IsLowSurrogate(line[end]) ? line[..(end - 1)] : line[..end]) + "…";
    }

    /// <summary>The text without characters that are not for reading; line ends and tabs stay.</summary>
    public static string Text(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var shown = rune.Value is '\n' or '\t' or '\r'
                || (Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Control
                    && rune.Value is not ((>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF));
            if (shown)
            {
                kept.Append(rune.ToString());
            }
        }

        return kept.ToString().Normalize(NormalizationForm.FormC).Trim();
    }
}
