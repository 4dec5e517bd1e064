namespace KnowledgeBase.Text.Languages.Persian;

/// <summary>Rules of Persian: words are compared as they stand.</summary>
internal sealed class PersianRules() : LanguageRules("fa", "فارسی", "Persian", "persiano")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "و در به از که این را با است برای آن یک خود تا کرد بر هم نیز شد می شده باید یا اما اگر آنها ما من شما او بود "
        + "دارد کند هر همه چه چرا کجا پس";
}
