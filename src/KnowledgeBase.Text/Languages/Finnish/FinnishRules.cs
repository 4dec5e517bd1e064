using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.Finnish;

/// <summary>Rules of Finnish: words are stemmed by libstemmer, and the consonants that alternate before endings are made one.</summary>
internal sealed class FinnishRules() : SnowballRules("fi", "suomi", "Finnish", "finlandese", "finnish")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "ja on ei että se oli mutta ovat hän joka kun myös niin kuin tai ole olla voi vain mukaan sen jo siitä jonka "
        + "mitä jos sekä hänen ne nyt sitä kanssa ollut olisi vielä tämä tämän eivät enää jälkeen aikana ennen koska "
        + "kaikki kuinka missä mikä minä sinä me te he minun meidän hyvin paljon jotka joita jossa johon siellä täällä "
        + "vaan sillä siis tätä näin noin yli ali ilman välillä eikä en et emme";

    private static readonly (string From, string To)[] Gradation =
        [("nk", "ng"), ("nt", "nn"), ("lt", "ll"), ("rt", "rr"), ("mp", "mm"), ("ht", "hd"), ("kk", "k"), ("pp", "p"), ("tt", "t"), ("d", "t")];

    /// <summary>The consonants that alternate before endings ("kaupunki", "kaupungin"; "katu", "kadulla"), -nen and -set, -us and -ukset are one.</summary>
    public override string? Stem(string exact)
    {
        var stem = base.Stem(LastLetters.Replace(exact, "nen", "set"));
        if (stem is null)
        {
            return null;
        }

        stem = LastLetters.Replace(LastLetters.Replace(stem, "uks", "us"), "yks", "ys");
        var vowel = stem.Length > 3 && "aeiouyäö".Contains(stem[^1], StringComparison.Ordinal) ? stem[^1..] : "";
        var body = stem[..^vowel.Length];
        foreach (var (from, to) in Gradation)
        {
            if (LastLetters.Replace(body, from, to) is var weak && weak != body)
            {
                return weak + vowel;
            }
        }

        return stem;
    }
}
