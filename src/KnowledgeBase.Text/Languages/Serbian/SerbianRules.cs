using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.Serbian;

/// <summary>Rules of Serbian: words are stemmed by libstemmer.</summary>
internal sealed class SerbianRules() : SnowballRules("sr", "српски", "Serbian", "serbo", "serbian")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "и у је на се да за од су с о не који а као то што би из ће до по али није само све како или која које сам "
        + "након био била било има може према смо уз још бити када већ тако га ово ова овај ко где зашто због између пре "
        + "без код око више веома јер ако него такође тог свој i u je na se da za od su s o ne koji a kao to što bi iz će "
        + "do po ali nije samo sve kako ili koja koje sam posle bio bila bilo ima može prema smo uz još biti kada već "
        + "tako ga ovo ova ovaj ko gde zašto zbog između pre bez kod oko više veoma jer ako nego takođe ovde negde neko "
        + "nešto deo ceo vreme mesto reč uslov";

    /// <inheritdoc/>
    public override string? Stem(string exact) => base.Stem(SouthSlavicPlurals.Shortened(exact));
}
