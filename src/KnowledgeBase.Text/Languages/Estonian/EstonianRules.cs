namespace KnowledgeBase.Text.Languages.Estonian;

/// <summary>Rules of Estonian: words are compared as they stand.</summary>
internal sealed class EstonianRules() : LanguageRules("et", "eesti", "Estonian", "estone")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "ja on ei et ka kui see oma mis aga või ning ta mida kes selle oli siis nii kus välja enam üle veel juba pole "
        + "seda nad ma me te ole olnud olema võib saab saanud peab tema nende meie teie minu sinu kõik kõige väga ainult "
        + "pärast enne kuni sest nagu kas miks kuidas millal mitte vaid alla ilma koos vastu ühe üks kaks tuleb läbi "
        + "poolt sellest selles seal siin praegu nüüd teda neid neile talle mulle";
}
