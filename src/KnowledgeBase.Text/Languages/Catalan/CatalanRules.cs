namespace KnowledgeBase.Text.Languages.Catalan;

/// <summary>Rules of Catalan: some plurals are joined to their singular, then words are stemmed by libstemmer.</summary>
internal sealed class CatalanRules() : SnowballRules("ca", "català", "Catalan", "catalano", "catalan")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "de la el i que a en els les per un una amb no del es és al com més però o si aquest aquesta aquests aquestes "
        + "això són ha han va van ser estar havia hi ho li seu seva seus seves dels als pel pels tots tot totes molt "
        + "també ja quan on què qui entre sobre fins sense des perquè nosaltres vostè ell ella ells meu meva any anys "
        + "cada altres mateix només encara després abans així doncs fer fa té tenen vaig vam era eren";

    private static readonly (string From, string To)[] Plurals =
        [("ions", "ió"), ("ïns", "í"), ("ïna", "í"), ("ans", "à"), ("ques", "ca"), ("eis", "ei"), ("bres", "bre"), ("ova", "ou"), ("ves", "u")];

    /// <summary>Plurals whose last vowel loses its accent or its s with it ("nació", "nacions"; "veí", "veïns") are joined to the singular.</summary>
    public override string? Stem(string exact)
    {
        var (from, to) = Array.Find(Plurals, p => exact.Length >= p.From.Length + 1 && exact.EndsWith(p.From, StringComparison.Ordinal));
        return base.Stem(from is null ? exact : string.Concat(exact.AsSpan(0, exact.Length - from.Length), to));
    }
}
