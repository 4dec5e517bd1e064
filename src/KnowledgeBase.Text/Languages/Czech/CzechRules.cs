using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.Czech;

/// <summary>Rules of Czech: words are stemmed by a light stemmer of our own: the endings of cases and adjectives are taken off, then the consonant changes before them are undone.</summary>
internal sealed class CzechRules() : LanguageRules("cs", "čeština", "Czech", "ceco")
{
    private const string Vowels = "aeiouyáéěíóúůý";

    private static readonly SuffixStripper Endings = new(3,
        "atech ětem etem atům ech ích ého ěmi emi ému ěte ěti eti ího ími ímu ách ata aty ých ami ové ovi ými em ém ím "
        + "ům ám ým mi ou a e i o u y á é í ý ě ů ú ová ového ových ovým ovými ovou ovat uje ují oval ovala ovali ování "
        + "ovaný ovaná ované ovaných ost osti ostí ostmi ostech ostem al ala ali alo aly il ila ili ilo ily ět at it ení "
        + "ením eních ání áním áních aný aná ané aných eného ený ená ené ených ejší ejšího ejších");

    /// <inheritdoc/>
    public override string FunctionWords =>
        "a v se na je že s z o do to i k ve jsem jsou by si pro ale jako po za od tak jeho který která které kteří však "
        + "byl byla bylo byli není nebo už jen také při až ze bude budou před mezi když tím ten ta této tohoto tomto toho "
        + "tento kde co kdo jak proč ještě podle více má mají může mohou být jsme jste nám vám mu jí jim ní něj nich "
        + "všechny všech velmi pokud protože aby kdy bez pod nad mně mě"
        + " včera dnes zítra města nové nový své naše náš každý takže rok roku let";

    /// <inheritdoc/>
    public override string Stem(string exact)
    {
        var stem = Endings.Strip(exact);
        stem = LastLetters.Replace(stem, "čt", "ck");
        stem = LastLetters.Replace(stem, "št", "sk");
        stem = LastLetters.Replace(stem, "c", "k");
        stem = LastLetters.Replace(stem, "č", "k");
        stem = LastLetters.Replace(stem, "z", "h");
        stem = LastLetters.Replace(stem, "ž", "h");
        return LastLetters.DropFleeting(stem, 'e', "knrlhv", Vowels);
    }
}
