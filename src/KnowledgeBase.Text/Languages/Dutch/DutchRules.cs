using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.Dutch;

/// <summary>Rules of Dutch: words are stemmed by libstemmer, twice.</summary>
internal sealed class DutchRules() : SnowballRules("nl", "Nederlands", "Dutch", "olandese", "dutch")
{
    private const string Vowels = "aeiou";

    /// <inheritdoc/>
    public override string FunctionWords =>
        "de van het een en in is dat op te zijn met voor die niet aan er om ook als dan maar bij nog uit worden naar "
        + "heeft hij ik was wordt door over ze zich hebben of dit wel kan meer had tot veel zo geen al deze moet zou wat "
        + "werd nu we wij je jij u haar hun hem mijn ons onze omdat waar wie hoe waarom toen wanneer onder tussen tegen "
        + "zonder na sinds kunnen zal zullen moeten alle andere twee jaar gaat";

    /// <summary>The stem of the stem, since a noun in -s loses its last letter in the singular only, and voiced ends made voiceless ("huizen", "huis").</summary>
    public override string? Stem(string exact)
    {
        var stem = base.Stem(base.Stem(exact)!)!;
        if (stem.Length > 3 && stem[^1] == stem[^2] && !Vowels.Contains(stem[^1], StringComparison.Ordinal))
        {
            stem = stem[..^1];
        }

        return LastLetters.Replace(LastLetters.Replace(stem, "z", "s"), "v", "f");
    }
}
