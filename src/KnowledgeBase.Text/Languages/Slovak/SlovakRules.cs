namespace KnowledgeBase.Text.Languages.Slovak;

/// <summary>Rules of Slovak: words are compared as they stand.</summary>
internal sealed class SlovakRules() : LanguageRules("sk", "slovenčina", "Slovak", "slovacco")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "a v sa na je že s z o do to aj k vo som sú by si pre ale ako po za od tak jeho ktorý ktorá ktoré ktorí však "
        + "bol bola bolo boli nie alebo už len tiež pri až zo bude budú pred medzi keď tým ten tá tejto tohto tomto toho "
        + "tento kde čo kto prečo ešte podľa viac má majú môže môžu byť sme ste nám vám mu jej im ňom ich všetky všetkých "
        + "veľmi ak pretože aby kedy bez pod nad mne ma iba ho";
}
