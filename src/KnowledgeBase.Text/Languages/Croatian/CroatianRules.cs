using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.Croatian;

/// <summary>Rules of Croatian: the plural in -ovi is shortened, then words are stemmed by libstemmer.</summary>
internal sealed class CroatianRules() : SnowballRules("hr", "hrvatski", "Croatian", "croato", "serbian")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "i u je na se da za od su s o ne koji a kao to što bi iz će do po ali nije samo sve kako ili koja koje sam "
        + "nakon bio bila bilo ima može prema te smo uz još biti kada već tako ga njegov njihov ovo ova ovaj tko gdje "
        + "zašto zbog između prije bez pod nad kod oko više vrlo jer ako nego ona on oni mi vi mu joj im nas vas svi "
        + "svoje svoj tijekom hoće ćemo tijelo netko nešto uvjet dio cijeli"
        + " jučer danas sutra grada nova novi novo naša naš svaki dakle godine godina gradu";

    /// <summary>Serbian, Croatian and Bosnian share their stems.</summary>
    public override string StemTag => "sr";

    /// <inheritdoc/>
    public override string? Stem(string exact) => base.Stem(SouthSlavicPlurals.Shortened(exact));
}
