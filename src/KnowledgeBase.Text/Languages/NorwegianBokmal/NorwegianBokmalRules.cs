using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.NorwegianBokmal;

/// <summary>Rules of Norwegian Bokmål: plurals of short words and of persons are joined to their singular, then words are stemmed by libstemmer.</summary>
internal sealed class NorwegianBokmalRules() : SnowballRules("nb", "norsk bokmål", "Norwegian Bokmål", "norvegese bokmål", "norwegian")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "og i det er på som en til å av for at med de ikke den har han om et fra men vi var jeg seg så kan etter da ble "
        + "dette ved skal nå hun eller når være også ut vil mot over opp hadde inn bare mer blir hva hvor hvordan hvem "
        + "hvorfor denne disse deres vår meg deg ham henne selv blitt vært kunne skulle ville mellom under uten gjennom "
        + "før noen noe ingen alle alt andre sier sa"
        + " neste flere langs år ny nye alltid aldri tilbake hvert hver mange blant siden sammen inntil omkring åpnet";

    /// <summary>The two written forms of Norwegian share their stems.</summary>
    public override string StemTag => "no";

    /// <summary>libstemmer leaves short words whole ("byen", "nye") and parts the plural of persons ("borger", "borgere").</summary>
    public override string? Stem(string exact) => base.Stem(NorwegianForms.Shortened(exact));
}
