namespace KnowledgeBase.Text.Languages.Thai;

/// <summary>Rules of Thai: words are compared as they stand.</summary>
internal sealed class ThaiRules() : LanguageRules("th", "ไทย", "Thai", "thailandese")
{
    /// <inheritdoc/>
    public override string FunctionWords => "";

    /// <inheritdoc/>
    public override int GramLength => 0;
}
