namespace KnowledgeBase.Text.Languages.Basque;

/// <summary>Rules of Basque: words are stemmed by libstemmer.</summary>
internal sealed class BasqueRules() : SnowballRules("eu", "euskara", "Basque", "basco", "basque")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "eta da ez du bat ere dira zen izan dute baina hau hori zuen den egin behar dela bere baino edo beste gehiago "
        + "oso ziren dituzte ditu duen diren zer nor non noiz nola zergatik gu ni zu zuek haiek hura horiek hauek arte "
        + "artean bezala arabera gabe aurrean ondoren orain gero lehen bai dago daude egon dezake";
}
