namespace KnowledgeBase.Text.Languages.Galician;

/// <summary>Rules of Galician: words are compared as they stand.</summary>
internal sealed class GalicianRules() : LanguageRules("gl", "galego", "Galician", "galiziano")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "de a o que e do da en un para con non unha os no se na por máis as dos como pero ao el das á seu súa ou cando "
        + "moi nos xa eu tamén só polo pola ata iso ela entre despois sen mesmo aos seus quen nas esa eses vostede este "
        + "foi ser está son ten hai ter anos aínda onde sobre teñen era foron pode unhas uns estes estas isto dende desde "
        + "mais";
}
