namespace KnowledgeBase.Text.Languages.Icelandic;

/// <summary>Rules of Icelandic: words are compared as they stand.</summary>
internal sealed class IcelandicRules() : LanguageRules("is", "íslenska", "Icelandic", "islandese")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "og að í á er sem það til var um við af en með hann ekki fyrir þá eru frá því hefur ég þeir hún verið eða þegar "
        + "upp út eftir þar þess þetta þessi þau mun ef sé svo nú hafa vera verður hafði voru sér sig sín mér þér honum "
        + "henni okkur ykkur allt allir mjög bara einnig milli undir yfir án hvar hver hvað hvernig hvers";
}
