using System.Globalization;
using System.Text;

namespace KnowledgeBase.Text.Folding;

/// <summary>What each character folds to; made character by character when first asked for.</summary>
internal static class FoldingTable
{
    // Null: not looked at yet. The very character: unchanged.
    private static readonly string?[] Folded = new string?[65536];
    private static readonly bool[] Unchanged = BuildUnchanged();

    internal static bool IsUnchanged(char c) => Unchanged[c];

    internal static string Of(char c)
    {
        var folded = Folded[c] ??= Make(c);
        if (folded.Length == 1 && folded[0] == c)
        {
            Unchanged[c] = true;
        }

        return folded;
    }

    private static bool[] BuildUnchanged()
    {
        var unchanged = new bool[65536];
        for (var i = 0; i < unchanged.Length; i++)
        {
            unchanged[i] = i is (>= 'a' and <= 'z') or (>= '0' and <= '9') or (>= 0xAC00 and <= 0xD7A3)
                or (>= 0x3041 and <= 0x30FF) or (>= 0xD800 and <= 0xDFFF) or (>= 'а' and <= 'я') or (>= 'α' and <= 'ρ') or (>= 'σ' and <= 'ω');
        }

        return unchanged;
    }

    private static string Make(char c)
    {
        var special = Special(c);
        if (special is not null)
        {
            return special;
        }

        if (SimplifiedChinese.Covers(c))
        {
            return SimplifiedChinese.Of(c).ToString();
        }

        if (c is >= '\u0400' and <= '\u052F')
        {
            // й, ї, ў, ќ are letters of their own, not letters with accents.
            return char.ToLowerInvariant(c).ToString();
        }

        if (c is (>= '\uFDD0' and <= '\uFDEF') or >= '\uFFFE')
        {
            // No characters: normalization refuses them.
            return c.ToString();
        }

        var folded = new StringBuilder();
        foreach (var part in c.ToString().Normalize(NormalizationForm.FormKD))
        {
            if (!IsMark(part))
            {
                folded.Append(Special(part) ?? Lower(part));
            }
        }

        // A Korean syllable must not fall into its letters, nor a kana lose its voice.
        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    private static string Lower(char c) =>
        char.IsDigit(c) ? ((char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c))).ToString() : char.ToLowerInvariant(c).ToString();

    /// <summary>The marks a reader overlooks. Vowel signs of Indic and South-East Asian scripts are not among them.</summary>
    private static bool IsMark(char c) =>
        c is (>= '\u0300' and <= '\u036F') or (>= '\u0483' and <= '\u0487') or (>= '\u1DC0' and <= '\u1DFF') or (>= '\u20D0' and <= '\u20F0')
            or (>= '\u0591' and <= '\u05BD') or '\u05BF' or '\u05C1' or '\u05C2' or '\u05C4' or '\u05C5' or '\u05C7'
            or (>= '\u0610' and <= '\u061A') or (>= '\u064B' and <= '\u065F') or '\u0670' or (>= '\u06D6' and <= '\u06ED')
            or '\u093C' or '\u09BC' or '\u0A3C' or '\u0ABC' or '\u0CBC';

    private static string? Special(char c) => c switch
    {
        '\'' or '"' or '\u00B7' or '\u2027' => "",
        'ß' => "ss",
        'æ' or 'ǽ' or 'ǣ' => "ae",
        'œ' => "oe",
        'ø' or 'ǿ' => "o",
        'đ' or 'ð' => "d",
        'ł' => "l",
        'ħ' => "h",
        'ŧ' => "t",
        'þ' => "th",
        'ŋ' => "n",
        'ı' => "i",
        'ĸ' => "k",
        'ŀ' => "l",
        'ə' => "e",
        'ς' => "σ",
        'ё' or 'ѐ' => "е",
        'ѝ' => "и",
        'ґ' => "г",
        'أ' or 'إ' or 'آ' or 'ٱ' => "ا",
        'ى' or 'ی' or 'ې' => "ي",
        'ک' => "ك",
        'ة' or 'ۀ' or 'ە' => "ه",
        'ؤ' => "و",
        'ئ' => "ي",
        'ء' => "",
        'ँ' => "ं",
        '׳' or '״' => "",
        _ => null,
    };
}
