namespace KnowledgeBase.Text.Languages.Portuguese;

/// <summary>Rules of Portuguese: words are stemmed by libstemmer.</summary>
internal sealed class PortugueseRules() : SnowballRules("pt", "português", "Portuguese", "portoghese", "portuguese")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua ou quando "
        + "muito nos já eu também só pelo pela até isso ela entre depois sem mesmo aos seus quem nas me esse eles você "
        + "essa num nem suas meu às minha numa pelos elas qual nós lhe deles este dele foi ser está são tem há ter anos "
        + "ainda onde sobre têm era foram pode";
}
