namespace KnowledgeBase.Text.Languages.Armenian;

/// <summary>Rules of Armenian: words are stemmed by libstemmer.</summary>
internal sealed class ArmenianRules() : SnowballRules("hy", "հայերեն", "Armenian", "armeno", "armenian")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "և է որ ու են մեջ համար հետ այս այդ նա մենք";
}
