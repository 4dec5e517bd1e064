using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.Irish;

/// <summary>Rules of Irish: words are stemmed by libstemmer, then lose the endings of the plural.</summary>
internal sealed class IrishRules() : SnowballRules("ga", "Gaeilge", "Irish", "irlandese", "irish")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "an na agus ar i a is sé go tá ag bhí le do ní sin sí don de ón chun mar seo ach nach gur nó níos siad féin "
        + "leis aon sna mé tú muid sibh bhfuil raibh bheith beidh dó dí leo uile gach eile faoi ó as um idir roimh tar "
        + "éis cén cé cad conas nuair má dá chuid duine daoine bliain arna lena ina ár bhur mo níl níor nár gcuid atá ann "
        + "orm air uirthi orainn agam aige aici";

    private static readonly SuffixStripper Plurals = new(3, "eanna anna eacha acha eannaí annaí eachaí ithe tithe aí í e a the tha te ta");

    /// <summary>
    /// libstemmer undoes what happens to the beginning of words; the endings of the plural are taken off here, and a last
    /// consonant made slender for the genitive or plural ("pobail") is broad again.
    /// </summary>
    public override string? Stem(string exact)
    {
        if (base.Stem(exact) is not { } stem)
        {
            return null;
        }

        stem = Plurals.Strip(stem);
        return stem.Length > 3 && stem[^2] == 'i' && "aáóú".Contains(stem[^3], StringComparison.Ordinal) ? string.Concat(stem.AsSpan(0, stem.Length - 2), stem.AsSpan(stem.Length - 1)) : stem;
    }
}
