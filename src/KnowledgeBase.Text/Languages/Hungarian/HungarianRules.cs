namespace KnowledgeBase.Text.Languages.Hungarian;

/// <summary>Rules of Hungarian: words are stemmed by libstemmer, as often as it finds an ending.</summary>
internal sealed class HungarianRules() : SnowballRules("hu", "magyar", "Hungarian", "ungherese", "hungarian")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "a az és hogy nem is egy ez meg csak de volt van már még el ki le fel be vagy mint ha azt ezt aki ami amely "
        + "amelyek akik kell lesz lehet minden azonban után szerint között több más nagyon most majd így úgy ott itt mert "
        + "pedig sem nincs vannak voltak lenne volna fog alatt előtt által miatt nélkül való annak ennek arra erre abban "
        + "ebben én te ő mi ti ők neki nekem mit hol mikor miért hogyan";

    /// <summary>libstemmer takes one ending at a time ("parkok" gives "park", "park" gives "par"): it is asked until nothing changes.</summary>
    public override string? Stem(string exact)
    {
        var stem = base.Stem(exact);
        for (var next = stem is null ? null : base.Stem(stem); next is not null && next != stem; next = base.Stem(stem))
        {
            stem = next;
        }

        return stem;
    }
}
