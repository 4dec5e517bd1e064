using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.Portuguese;

/// <summary>Rules of Portuguese: plurals are made singular, then words are stemmed by libstemmer.</summary>
internal sealed class PortugueseRules() : SnowballRules("pt", "português", "Portuguese", "portoghese", "portuguese")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua ou quando "
        + "muito nos já eu também só pelo pela até isso ela entre depois sem mesmo aos seus quem nas me esse eles você "
        + "essa num nem suas meu às minha numa pelos elas qual nós lhe deles este dele foi ser está são tem há ter anos "
        + "ainda onde sobre têm era foram pode";

    /// <inheritdoc/>
    public override string? Stem(string exact) => base.Stem(LastLetters.Replace(LastLetters.Replace(Singular(exact), "ído", "ido"), "ída", "ida"));

    /// <summary>Plurals that change more than their end: "nações", "sociais", "jardins", "ruas".</summary>
    private static string Singular(string word)
    {
        if (word.Length < 4 || word[^1] != 's')
        {
            return word;
        }

        var singular = LastLetters.Replace(word, "ões", "ão");
        singular = LastLetters.Replace(singular, "ães", "ão");
        singular = LastLetters.Replace(singular, "ais", "al");
        singular = LastLetters.Replace(singular, "éis", "el");
        singular = LastLetters.Replace(singular, "óis", "ol");
        singular = LastLetters.Replace(singular, "ns", "m");
        return singular[^1] == 's' && "aeoãé".Contains(singular[^2], StringComparison.Ordinal) ? singular[..^1] : singular;
    }
}
