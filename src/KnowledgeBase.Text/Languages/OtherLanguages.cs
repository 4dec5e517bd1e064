namespace KnowledgeBase.Text.Languages;

/// <summary>Languages that are recognised but have no rules of their own.</summary>
internal static class OtherLanguages
{
    internal static (string Native, string English, string Italian)? Find(string code) => LanguageCode.Normalize(code) switch
    {
        "und" => ("—", "undetermined", "non determinata"),
        "am" => ("አማርኛ", "Amharic", "amarico"),
        "bn" => ("বাংলা", "Bengali", "bengalese"),
        "bo" => ("བོད་སྐད་", "Tibetan", "tibetano"),
        "gu" => ("ગુજરાતી", "Gujarati", "gujarati"),
        "ka" => ("ქართული", "Georgian", "georgiano"),
        "kk" => ("қазақ тілі", "Kazakh", "kazako"),
        "km" => ("ភាសាខ្មែរ", "Khmer", "khmer"),
        "kn" => ("ಕನ್ನಡ", "Kannada", "kannada"),
        "lo" => ("ລາວ", "Lao", "lao"),
        "ml" => ("മലയാളം", "Malayalam", "malayalam"),
        "mn" => ("монгол", "Mongolian", "mongolo"),
        "mr" => ("मराठी", "Marathi", "marathi"),
        "ms" => ("Bahasa Melayu", "Malay", "malese"),
        "my" => ("မြန်မာဘာသာ", "Burmese", "birmano"),
        "or" => ("ଓଡ଼ିଆ", "Odia", "oriya"),
        "pa" => ("ਪੰਜਾਬੀ", "Punjabi", "punjabi"),
        "si" => ("සිංහල", "Sinhala", "singalese"),
        "ta" => ("தமிழ்", "Tamil", "tamil"),
        "te" => ("తెలుగు", "Telugu", "telugu"),
        "ti" => ("ትግርኛ", "Tigrinya", "tigrino"),
        "yi" => ("ייִדיש", "Yiddish", "yiddish"),
        "dv" => ("ދިވެހި", "Dhivehi", "maldiviano"),
        "iu" => ("ᐃᓄᒃᑎᑐᑦ", "Inuktitut", "inuktitut"),
        _ => null,
    };
}
