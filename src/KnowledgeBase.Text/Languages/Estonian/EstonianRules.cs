using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.Estonian;

/// <summary>Rules of Estonian: words are stemmed by a light stemmer of our own: the endings of cases are taken off, then the vowel of the stem before them.</summary>
internal sealed class EstonianRules() : LanguageRules("et", "eesti", "Estonian", "estone")
{
    private const string Vowels = "aeiouõäöü";

    private static readonly SuffixStripper Endings = new(4,
        "st sse s l lt le ks na ta ga d t te de dest test desse tesse des tes del tel delt telt dele tele deks teks "
        + "deni teni dega tega deta teta id ide ides idest idesse idele idel idelt ideks idega sid mine mise mist misse "
        + "mises misest misel misele misega mised miste");

    /// <inheritdoc/>
    public override string FunctionWords =>
        "ja on ei et ka kui see oma mis aga või ning ta mida kes selle oli siis nii kus välja enam üle veel juba pole "
        + "seda nad ma me te ole olnud olema võib saab saanud peab tema nende meie teie minu sinu kõik kõige väga ainult "
        + "pärast enne kuni sest nagu kas miks kuidas millal mitte vaid alla ilma koos vastu ühe üks kaks tuleb läbi "
        + "poolt sellest selles seal siin praegu nüüd teda neid neile talle mulle";

    /// <summary>Nouns in -us ("seadus", "seadused"): the s belongs to them.</summary>
    private static readonly SuffixStripper Nouns = new(3, "s se sed si st ste sest sele sega seks ses sel seid stes stele stega steks");

    /// <inheritdoc/>
    public override string Stem(string exact)
    {
        var noun = Nouns.Strip(exact);
        if (noun != exact && noun.EndsWith('u'))
        {
            return noun + "s";
        }

        // The partitive in -t stands after a vowel ("autot"); after a consonant the t is the word's own ("projekt").
        var ownsT = exact.Length > 2 && exact[^1] == 't' && exact[^2] != 's' && !Vowels.Contains(exact[^2], StringComparison.Ordinal);
        var stem = ownsT ? exact : Endings.Strip(exact);
        stem = Vowels.Contains(stem[^1], StringComparison.Ordinal) && stem.Length > 4 ? stem[..^1] : stem;
        return stem[^1] switch { 'g' => stem[..^1] + "k", 'b' => stem[..^1] + "p", 'd' => stem[..^1] + "t", _ => stem };
    }
}
