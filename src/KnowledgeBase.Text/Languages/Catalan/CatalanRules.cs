namespace KnowledgeBase.Text.Languages.Catalan;

/// <summary>Rules of Catalan: words are stemmed by libstemmer.</summary>
internal sealed class CatalanRules() : SnowballRules("ca", "català", "Catalan", "catalano", "catalan")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "de la el i que a en els les per un una amb no del es és al com més però o si aquest aquesta aquests aquestes "
        + "això són ha han va van ser estar havia hi ho li seu seva seus seves dels als pel pels tots tot totes molt "
        + "també ja quan on què qui entre sobre fins sense des perquè nosaltres vostè ell ella ells meu meva any anys "
        + "cada altres mateix només encara després abans així doncs fer fa té tenen vaig vam era eren";
}
