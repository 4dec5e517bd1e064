namespace KnowledgeBase.Text.Languages.Chinese;

/// <summary>Rules of Chinese: words are compared as they stand.</summary>
internal sealed class ChineseRules() : LanguageRules("zh", "中文", "Chinese", "cinese")
{
    /// <inheritdoc/>
    public override string FunctionWords => "";

    /// <inheritdoc/>
    public override int GramLength => 0;
}
