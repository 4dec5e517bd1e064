namespace KnowledgeBase.Text.Languages.Esperanto;

/// <summary>Rules of Esperanto: words are compared as they stand.</summary>
internal sealed class EsperantoRules() : LanguageRules("eo", "Esperanto", "Esperanto", "esperanto")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "la de kaj en estas al ne por ke kun mi li ĝi ŝi ni vi ili oni kiu kio kie kiam kial kiel ĉu sed se aŭ ankaŭ "
        + "pri per el da sur sub inter antaŭ post ĝis tre nur jam ankoraŭ tiu tio tie tiam tial tiel estis estos";
}
