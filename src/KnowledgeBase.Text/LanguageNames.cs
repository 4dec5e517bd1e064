using KnowledgeBase.Text.Languages;

namespace KnowledgeBase.Text;

/// <summary>Names of languages, for readers.</summary>
public static class LanguageNames
{
    /// <summary>The name of a language in itself ("italiano"); the code where it has none here.</summary>
    public static string Native(string code) => Find(code)?.Native ?? code;

    /// <summary>The name of a language in the language of the site.</summary>
    /// <param name="code">ISO 639-1, or "und".</param>
    /// <param name="site">"it" for Italian; anything else gives English.</param>
    public static string In(string code, string site)
    {
        ArgumentNullException.ThrowIfNull(site);
        var names = Find(code);
        return names is null ? code : site.StartsWith("it", StringComparison.Ordinal) ? names.Value.Italian : names.Value.English;
    }

    /// <summary>The codes of all languages that are analysed by rules of their own.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. LanguageTable.All.Select(rules => rules.Code)];

    private static (string Native, string English, string Italian)? Find(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        var rules = LanguageTable.Of(code);
        return rules is not UnknownLanguageRules ? (rules.NativeName, rules.EnglishName, rules.ItalianName) : OtherLanguages.Find(code);
    }
}
