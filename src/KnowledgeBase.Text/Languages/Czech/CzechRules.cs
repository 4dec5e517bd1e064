namespace KnowledgeBase.Text.Languages.Czech;

/// <summary>Rules of Czech: words are compared as they stand.</summary>
internal sealed class CzechRules() : LanguageRules("cs", "čeština", "Czech", "ceco")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "a v se na je že s z o do to i k ve jsem jsou by si pro ale jako po za od tak jeho který která které kteří však "
        + "byl byla bylo byli není nebo už jen také při až ze bude budou před mezi když tím ten ta této tohoto tomto toho "
        + "tento kde co kdo jak proč ještě podle více má mají může mohou být jsme jste nám vám mu jí jim ní něj nich "
        + "všechny všech velmi pokud protože aby kdy bez pod nad mně mě";
}
