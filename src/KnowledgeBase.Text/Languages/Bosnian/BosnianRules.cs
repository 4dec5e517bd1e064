using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.Bosnian;

/// <summary>Rules of Bosnian: words are stemmed by libstemmer.</summary>
internal sealed class BosnianRules() : SnowballRules("bs", "bosanski", "Bosnian", "bosniaco", "serbian")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "i u je na se da za od su s o ne koji a kao to što bi iz će do po ali nije samo sve kako ili koja koje sam "
        + "nakon bio bila bilo ima može prema smo uz još biti kada već tako ga ovo ova ovaj ko gdje zašto zbog između "
        + "prije bez kod oko više veoma jer ako nego također takođe svako lahko kahva uslov općina opština sedmica "
        + "hiljada historija";

    /// <summary>Serbian, Croatian and Bosnian share their stems.</summary>
    public override string StemTag => "sr";

    /// <inheritdoc/>
    public override string? Stem(string exact) => base.Stem(SouthSlavicPlurals.Shortened(exact));
}
