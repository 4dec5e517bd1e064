
namespace KnowledgeBase.Text.Detection;

/// <summary>Scripts as far as they tell languages apart.</summary>
internal enum Script : byte
{
    None = 0,
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Hebrew,
    Arabic,
    Thaana,
    Devanagari,
    Bengali,
    Gurmukhi,
    Gujarati,
    Odia,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Sinhala,
    Thai,
    Lao,
    Tibetan,
    Burmese,
    Georgian,
    Ethiopic,
    Inuktitut,
    Khmer,
    Kana,
    Hangul,
    Han,
    Count,
}

internal static class Scripts
{
    /// <summary>The script of a letter, None for what is no letter of a known script.</summary>
    internal static Script Of(char c)
    {
        if (c < 0x80)
        {
            return char.IsAsciiLetter(c) ? Script.Latin : Script.None;
        }

        if (!char.IsLetter(c) && !char.IsSurrogate(c))
        {
            return Script.None;
        }

        return (int)c switch
        {
            < 0x250 or (>= 0x1E00 and <= 0x1EFF) or (>= 0xFB00 and <= 0xFB06) or (>= 0xFF21 and <= 0xFF5A) => Script.Latin,
            (>= 0x370 and <= 0x3FF) or (>= 0x1F00 and <= 0x1FFF) => Script.Greek,
            >= 0x400 and <= 0x52F => Script.Cyrillic,
            >= 0x530 and <= 0x58F => Script.Armenian,
            (>= 0x590 and <= 0x5FF) or (>= 0xFB1D and <= 0xFB4F) => Script.Hebrew,
            (>= 0x600 and <= 0x6FF) or (>= 0x750 and <= 0x77F) or (>= 0xFB50 and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC) => Script.Arabic,
            >= 0x780 and <= 0x7BF => Script.Thaana,
            >= 0x900 and <= 0x97F => Script.Devanagari,
            >= 0x980 and <= 0x9FF => Script.Bengali,
            >= 0xA00 and <= 0xA7F => Script.Gurmukhi,
            >= 0xA80 and <= 0xAFF => Script.Gujarati,
            >= 0xB00 and <= 0xB7F => Script.Odia,
            >= 0xB80 and <= 0xBFF => Script.Tamil,
            >= 0xC00 and <= 0xC7F => Script.Telugu,
            >= 0xC80 and <= 0xCFF => Script.Kannada,
            >= 0xD00 and <= 0xD7F => Script.Malayalam,
            >= 0xD80 and <= 0xDFF => Script.Sinhala,
            >= 0xE00 and <= 0xE7F => Script.Thai,
            >= 0xE80 and <= 0xEFF => Script.Lao,
            >= 0xF00 and <= 0xFFF => Script.Tibetan,
            >= 0x1000 and <= 0x109F => Script.Burmese,
            (>= 0x10A0 and <= 0x10FF) or (>= 0x1C90 and <= 0x1CBF) => Script.Georgian,
            >= 0x1200 and <= 0x139F => Script.Ethiopic,
            >= 0x1400 and <= 0x167F => Script.Inuktitut,
            >= 0x1780 and <= 0x17FF => Script.Khmer,
            (>= 0x3041 and <= 0x30FF) or (>= 0xFF66 and <= 0xFF9D) => Script.Kana,
            (>= 0x1100 and <= 0x11FF) or (>= 0x3130 and <= 0x318F) or (>= 0xAC00 and <= 0xD7A3) => Script.Hangul,
            0x3005 or 0x3007 or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0xD840 and <= 0xD88F) => Script.Han,
            _ => Script.None,
        };
    }

    /// <summary>The language of a script that is used for one, else null.</summary>
    internal static string? Language(Script script) => script switch
    {
        Script.Greek => "el",
        Script.Armenian => "hy",
        Script.Thaana => "dv",
        Script.Bengali => "bn",
        Script.Gurmukhi => "pa",
        Script.Gujarati => "gu",
        Script.Odia => "or",
        Script.Tamil => "ta",
        Script.Telugu => "te",
        Script.Kannada => "kn",
        Script.Malayalam => "ml",
        Script.Sinhala => "si",
        Script.Thai => "th",
        Script.Lao => "lo",
        Script.Tibetan => "bo",
        Script.Burmese => "my",
        Script.Georgian => "ka",
        Script.Ethiopic => "am",
        Script.Inuktitut => "iu",
        Script.Khmer => "km",
        Script.Kana => "ja",
        Script.Hangul => "ko",
        Script.Han => "zh",
        Script.Hebrew => "he",
        Script.Devanagari => "hi",
        _ => null,
    };
}
