using System.Globalization;

namespace KnowledgeBase.Web.Words;

/// <summary>Names of the languages that documents are written in, and the direction of their script.</summary>
public static class LanguageNames
{
    private static readonly Dictionary<string, Phrase> Names = new()
    {
        ["ar"] = new("Arabic", "Arabo"), ["bg"] = new("Bulgarian", "Bulgaro"), ["ca"] = new("Catalan", "Catalano"),
        ["cs"] = new("Czech", "Ceco"), ["da"] = new("Danish", "Danese"), ["de"] = new("German", "Tedesco"),
        ["el"] = new("Greek", "Greco"), ["en"] = new("English", "Inglese"), ["es"] = new("Spanish", "Spagnolo"),
        ["et"] = new("Estonian", "Estone"), ["eu"] = new("Basque", "Basco"), ["fa"] = new("Persian", "Persiano"),
        ["fi"] = new("Finnish", "Finlandese"), ["fr"] = new("French", "Francese"), ["ga"] = new("Irish", "Irlandese"),
        ["gl"] = new("Galician", "Galiziano"), ["he"] = new("Hebrew", "Ebraico"), ["hi"] = new("Hindi", "Hindi"),
        ["hr"] = new("Croatian", "Croato"), ["hu"] = new("Hungarian", "Ungherese"), ["id"] = new("Indonesian", "Indonesiano"),
        ["is"] = new("Icelandic", "Islandese"), ["it"] = new("Italian", "Italiano"), ["ja"] = new("Japanese", "Giapponese"),
        ["ko"] = new("Korean", "Coreano"), ["lt"] = new("Lithuanian", "Lituano"), ["lv"] = new("Latvian", "Lettone"),
        ["mt"] = new("Maltese", "Maltese"), ["nl"] = new("Dutch", "Olandese"), ["no"] = new("Norwegian", "Norvegese"),
        ["pl"] = new("Polish", "Polacco"), ["pt"] = new("Portuguese", "Portoghese"), ["ro"] = new("Romanian", "Rumeno"),
        ["ru"] = new("Russian", "Russo"), ["sk"] = new("Slovak", "Slovacco"), ["sl"] = new("Slovene", "Sloveno"),
        ["sq"] = new("Albanian", "Albanese"), ["sr"] = new("Serbian", "Serbo"), ["sv"] = new("Swedish", "Svedese"),
        ["th"] = new("Thai", "Thailandese"), ["tr"] = new("Turkish", "Turco"), ["uk"] = new("Ukrainian", "Ucraino"),
        ["ur"] = new("Urdu", "Urdu"), ["vi"] = new("Vietnamese", "Vietnamita"), ["zh"] = new("Chinese", "Cinese"),
        ["und"] = new("Language unknown", "Lingua sconosciuta"), [""] = new("Language unknown", "Lingua sconosciuta"),
    };

    private static readonly HashSet<string> RightToLeft = ["ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "ckb", "dv"];

    /// <summary>The language's name in the interface's language; the code itself where we know no name.</summary>
    public static string Of(string code, Wording wording) =>
        Names.TryGetValue(code, out var name) ? wording[name] : code;

    /// <summary>The same in the middle of a sentence: Italian writes languages small.</summary>
    public static string InSentence(string code, Wording wording) =>
        wording.Language == "it" ? Of(code, wording).ToLower(CultureInfo.InvariantCulture) : Of(code, wording);

    /// <summary>What goes into a <c>lang</c> attribute, or null when the language is not known.</summary>
    public static string? Attribute(string code) =>
        code is "" or "und" || code.Length > 8 || !code.All(char.IsAsciiLetter) ? null : code.ToLower(CultureInfo.InvariantCulture);

    /// <summary>"rtl" for right-to-left scripts, "ltr" for others, "auto" when unknown.</summary>
    public static string Direction(string code) =>
        Attribute(code) is null ? "auto" : RightToLeft.Contains(code) ? "rtl" : "ltr";
}
