namespace KnowledgeBase.Text.Languages;

/// <summary>Makes one spelling of the codes that declare a language.</summary>
internal static class LanguageCode
{
    internal const string Undetermined = "und";

    /// <summary>
    /// The ISO 639-1 code of a declared language: "pt-BR" gives "pt", "ITA" gives "it", "no" gives "nb", "iw" gives
    /// "he"; what is not known is given back in lower case without its region.
    /// </summary>
    internal static string Normalize(string declared)
    {
        var end = declared.AsSpan().IndexOfAny('-', '_');
        var code = (end < 0 ? declared : declared[..end]).Trim().ToLowerInvariant();
        return code switch
        {
            "" => Undetermined,
            "no" or "nor" or "nob" => "nb",
            "nno" => "nn",
            "iw" or "heb" => "he",
            "in" or "ind" => "id",
            "sh" or "srp" => "sr",
            "bul" => "bg", "ces" or "cze" => "cs", "dan" => "da", "deu" or "ger" => "de", "ell" or "gre" => "el",
            "eng" => "en", "spa" => "es", "est" => "et", "fin" => "fi", "fra" or "fre" => "fr", "gle" => "ga",
            "hrv" => "hr", "hun" => "hu", "ita" => "it", "lit" => "lt", "lav" => "lv", "mlt" => "mt",
            "nld" or "dut" => "nl", "pol" => "pl", "por" => "pt", "ron" or "rum" => "ro", "slk" or "slo" => "sk",
            "slv" => "sl", "swe" => "sv", "cat" => "ca", "ukr" => "uk", "rus" => "ru", "tur" => "tr", "ara" => "ar",
            "zho" or "chi" => "zh", "jpn" => "ja", "kor" => "ko", "tha" => "th", "fas" or "per" => "fa", "hin" => "hi",
            "vie" => "vi", "sqi" or "alb" => "sq", "mkd" or "mac" => "mk", "bos" => "bs", "glg" => "gl",
            "eus" or "baq" => "eu", "isl" or "ice" => "is",
            _ => code,
        };
    }
}
