namespace KnowledgeBase.Text.Languages.Irish;

/// <summary>Rules of Irish: words are stemmed by libstemmer.</summary>
internal sealed class IrishRules() : SnowballRules("ga", "Gaeilge", "Irish", "irlandese", "irish")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "an na agus ar i a is sé go tá ag bhí le do ní sin sí don de ón chun mar seo ach nach gur nó níos siad féin "
        + "leis aon sna mé tú muid sibh bhfuil raibh bheith beidh dó dí leo uile gach eile faoi ó as um idir roimh tar "
        + "éis cén cé cad conas nuair má dá chuid duine daoine bliain arna lena ina ár bhur mo níl níor nár gcuid atá ann "
        + "orm air uirthi orainn agam aige aici";
}
