namespace KnowledgeBase.Text.Languages.Hungarian;

/// <summary>Rules of Hungarian: words are stemmed by libstemmer.</summary>
internal sealed class HungarianRules() : SnowballRules("hu", "magyar", "Hungarian", "ungherese", "hungarian")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "a az és hogy nem is egy ez meg csak de volt van már még el ki le fel be vagy mint ha azt ezt aki ami amely "
        + "amelyek akik kell lesz lehet minden azonban után szerint között több más nagyon most majd így úgy ott itt mert "
        + "pedig sem nincs vannak voltak lenne volna fog alatt előtt által miatt nélkül való annak ennek arra erre abban "
        + "ebben én te ő mi ti ők neki nekem mit hol mikor miért hogyan";
}
