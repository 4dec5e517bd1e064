using KnowledgeBase.Text.Languages.Afrikaans;
using KnowledgeBase.Text.Languages.Albanian;
using KnowledgeBase.Text.Languages.Arabic;
using KnowledgeBase.Text.Languages.Armenian;
using KnowledgeBase.Text.Languages.Basque;
using KnowledgeBase.Text.Languages.Belarusian;
using KnowledgeBase.Text.Languages.Bosnian;
using KnowledgeBase.Text.Languages.Bulgarian;
using KnowledgeBase.Text.Languages.Catalan;
using KnowledgeBase.Text.Languages.Chinese;
using KnowledgeBase.Text.Languages.Croatian;
using KnowledgeBase.Text.Languages.Czech;
using KnowledgeBase.Text.Languages.Danish;
using KnowledgeBase.Text.Languages.Dutch;
using KnowledgeBase.Text.Languages.English;
using KnowledgeBase.Text.Languages.Esperanto;
using KnowledgeBase.Text.Languages.Estonian;
using KnowledgeBase.Text.Languages.Finnish;
using KnowledgeBase.Text.Languages.French;
using KnowledgeBase.Text.Languages.Galician;
using KnowledgeBase.Text.Languages.German;
using KnowledgeBase.Text.Languages.Greek;
using KnowledgeBase.Text.Languages.Hebrew;
using KnowledgeBase.Text.Languages.Hindi;
using KnowledgeBase.Text.Languages.Hungarian;
using KnowledgeBase.Text.Languages.Icelandic;
using KnowledgeBase.Text.Languages.Indonesian;
using KnowledgeBase.Text.Languages.Irish;
using KnowledgeBase.Text.Languages.Italian;
using KnowledgeBase.Text.Languages.Japanese;
using KnowledgeBase.Text.Languages.Korean;
using KnowledgeBase.Text.Languages.Latin;
using KnowledgeBase.Text.Languages.Latvian;
using KnowledgeBase.Text.Languages.Lithuanian;
using KnowledgeBase.Text.Languages.Luxembourgish;
using KnowledgeBase.Text.Languages.Macedonian;
using KnowledgeBase.Text.Languages.Maltese;
using KnowledgeBase.Text.Languages.NorwegianBokmal;
using KnowledgeBase.Text.Languages.NorwegianNynorsk;
using KnowledgeBase.Text.Languages.Persian;
using KnowledgeBase.Text.Languages.Polish;
using KnowledgeBase.Text.Languages.Portuguese;
using KnowledgeBase.Text.Languages.Romanian;
using KnowledgeBase.Text.Languages.Russian;
using KnowledgeBase.Text.Languages.Serbian;
using KnowledgeBase.Text.Languages.Slovak;
using KnowledgeBase.Text.Languages.Slovenian;
using KnowledgeBase.Text.Languages.Spanish;
using KnowledgeBase.Text.Languages.Swahili;
using KnowledgeBase.Text.Languages.Swedish;
using KnowledgeBase.Text.Languages.Thai;
using KnowledgeBase.Text.Languages.Turkish;
using KnowledgeBase.Text.Languages.Ukrainian;
using KnowledgeBase.Text.Languages.Urdu;
using KnowledgeBase.Text.Languages.Vietnamese;
using KnowledgeBase.Text.Languages.Welsh;

namespace KnowledgeBase.Text.Languages;

/// <summary>Every language with rules of its own, by its code.</summary>
internal static class LanguageTable
{
    internal static readonly LanguageRules[] All =
    [
        new AfrikaansRules(),
        new ArabicRules(),
        new BelarusianRules(),
        new BulgarianRules(),
        new BosnianRules(),
        new CatalanRules(),
        new CzechRules(),
        new WelshRules(),
        new DanishRules(),
        new GermanRules(),
        new GreekRules(),
        new EnglishRules(),
        new EsperantoRules(),
        new SpanishRules(),
        new EstonianRules(),
        new BasqueRules(),
        new PersianRules(),
        new FinnishRules(),
        new FrenchRules(),
        new IrishRules(),
        new GalicianRules(),
        new HebrewRules(),
        new HindiRules(),
        new CroatianRules(),
        new HungarianRules(),
        new ArmenianRules(),
        new IndonesianRules(),
        new IcelandicRules(),
        new ItalianRules(),
        new JapaneseRules(),
        new KoreanRules(),
        new LatinRules(),
        new LuxembourgishRules(),
        new LithuanianRules(),
        new LatvianRules(),
        new MacedonianRules(),
        new MalteseRules(),
        new NorwegianBokmalRules(),
        new DutchRules(),
        new NorwegianNynorskRules(),
        new PolishRules(),
        new PortugueseRules(),
        new RomanianRules(),
        new RussianRules(),
        new SlovakRules(),
        new SlovenianRules(),
        new AlbanianRules(),
        new SerbianRules(),
        new SwedishRules(),
        new SwahiliRules(),
        new ThaiRules(),
        new TurkishRules(),
        new UkrainianRules(),
        new UrduRules(),
        new VietnameseRules(),
        new ChineseRules(),
    ];

    private static readonly Dictionary<string, LanguageRules> ByCode = All.ToDictionary(rules => rules.Code, StringComparer.Ordinal);

    private static readonly LanguageRules Unknown = new UnknownLanguageRules();

    /// <summary>The rules of a language; for "no" those of nb, for an unknown language rules that change nothing.</summary>
    /// <param name="code">ISO 639-1, any case, with or without a region or script ("pt-BR", "sr-Latn").</param>
    internal static LanguageRules Of(string code)
    {
        if (ByCode.TryGetValue(code, out var rules))
        {
            return rules;
        }

        return ByCode.GetValueOrDefault(LanguageCode.Normalize(code), Unknown);
    }
}
