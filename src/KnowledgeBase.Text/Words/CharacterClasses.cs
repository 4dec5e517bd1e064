using System.Globalization;
using System.Text;

namespace KnowledgeBase.Text.Words;

/// <summary>What a character does to word boundaries.</summary>
internal enum CharacterClass : byte
{
    /// <summary>Never part of a word.</summary>
    Other = 0,

    /// <summary>A letter of a script that writes its words apart.</summary>
    Letter,

    /// <summary>A digit, raised and lowered ones included.</summary>
    Digit,

    /// <summary>A mark or an invisible character that belongs to what stands before.</summary>
    Extend,

    /// <summary>A Korean syllable or letter.</summary>
    Hangul,

    /// <summary>A Chinese character, kana or what counts as one.</summary>
    Ideograph,

    /// <summary>A letter of Thai, Lao, Khmer or Burmese, which need a dictionary.</summary>
    SouthEastAsian,

    /// <summary>A sign of a currency: a word of its own.</summary>
    Currency,

    /// <summary>The first or second half of a character beyond U+FFFF.</summary>
    Surrogate,
}

/// <summary>The class of every character, from the Unicode general category and block.</summary>
internal static class CharacterClasses
{
    private static readonly byte[] Table = BuildTable();

    internal static CharacterClass Of(char c) => (CharacterClass)Table[c];

    /// <summary>The class of the character that begins at <paramref name="index"/> and its length in UTF-16 units.</summary>
    internal static CharacterClass At(ReadOnlySpan<char> text, int index, out int length)
    {
        length = 1;
        var found = (CharacterClass)Table[text[index]];
        if (found != CharacterClass.Surrogate)
        {
            return found;
        }

        if (Rune.DecodeFromUtf16(text[index..], out var rune, out var consumed) != System.Buffers.OperationStatus.Done)
        {
            return CharacterClass.Other;
        }

        length = consumed;
        return Classify(rune.Value, Rune.GetUnicodeCategory(rune));
    }

    private static byte[] BuildTable()
    {
        var table = new byte[65536];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = (byte)(char.IsSurrogate((char)i)
                ? CharacterClass.Surrogate
                : Classify(i, CharUnicodeInfo.GetUnicodeCategory((char)i)));
        }

        return table;
    }

    private static CharacterClass Classify(int code, UnicodeCategory category)
    {
        if (IsIdeograph(code))
        {
            return CharacterClass.Ideograph;
        }

        switch (category)
        {
            case UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber:
                return IsHangul(code) ? CharacterClass.Hangul
                    : IsSouthEastAsian(code) ? CharacterClass.SouthEastAsian
                    : CharacterClass.Letter;
            case UnicodeCategory.DecimalDigitNumber:
                return CharacterClass.Digit;
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark:
                return IsSouthEastAsian(code) ? CharacterClass.SouthEastAsian : CharacterClass.Extend;
            case UnicodeCategory.Format:
                // Zero-width space ends a word; direction marks, joiners and the soft hyphen do not.
                return code == 0x200B ? CharacterClass.Other : CharacterClass.Extend;
            case UnicodeCategory.CurrencySymbol:
                return CharacterClass.Currency;
            case UnicodeCategory.OtherNumber:
                return code is 0xB2 or 0xB3 or 0xB9 or (>= 0x2070 and <= 0x2089) ? CharacterClass.Digit : CharacterClass.Other;
            default:
                return CharacterClass.Other;
        }
    }

    private static bool IsHangul(int code) =>
        code is (>= 0x1100 and <= 0x11FF) or (>= 0x3130 and <= 0x318F) or (>= 0xA960 and <= 0xA97F)
            or (>= 0xAC00 and <= 0xD7FF) or (>= 0xFFA0 and <= 0xFFDC);

    private static bool IsSouthEastAsian(int code) =>
        code is (>= 0x0E00 and <= 0x0EFF and not 0x0E3F) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
            or (>= 0xAA60 and <= 0xAA7F);

    private static bool IsIdeograph(int code) =>
        code is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x3041 and <= 0x3096)
            or 0x309D or 0x309E or (>= 0x30A1 and <= 0x30FA) or (>= 0x30FC and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF)
            or 0x3005 or 0x3006 or 0x3007 or (>= 0xF900 and <= 0xFAFF) or (>= 0xFF66 and <= 0xFF9D)
            or (>= 0x3105 and <= 0x312F) or (>= 0x20000 and <= 0x3FFFF);
}
