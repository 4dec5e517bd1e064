namespace KnowledgeBase.Text.Languages.Finnish;

/// <summary>Rules of Finnish: words are stemmed by libstemmer.</summary>
internal sealed class FinnishRules() : SnowballRules("fi", "suomi", "Finnish", "finlandese", "finnish")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "ja on ei että se oli mutta ovat hän joka kun myös niin kuin tai ole olla voi vain mukaan sen jo siitä jonka "
        + "mitä jos sekä hänen ne nyt sitä kanssa ollut olisi vielä tämä tämän eivät enää jälkeen aikana ennen koska "
        + "kaikki kuinka missä mikä minä sinä me te he minun meidän hyvin paljon jotka joita jossa johon siellä täällä "
        + "vaan sillä siis tätä näin noin yli ali ilman välillä eikä en et emme";
}
