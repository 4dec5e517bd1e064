namespace KnowledgeBase.Text.Languages.German;

/// <summary>Rules of German: words are stemmed by libstemmer.</summary>
internal sealed class GermanRules() : SnowballRules("de", "Deutsch", "German", "tedesco", "german")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "der die das und in zu den von mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat "
        + "dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis "
        + "mehr durch man sein wurde sei hatte kann gegen vom können schon wenn habe seine ihre dann unter wir soll ich "
        + "eines jahr zwei diese dieser wieder keine seiner worden will zwischen immer was sagte gibt alle seit muss doch "
        + "jetzt waren";
}
