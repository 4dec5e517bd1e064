namespace KnowledgeBase.Text.Languages.Korean;

/// <summary>Rules of Korean: words are compared as they stand.</summary>
internal sealed class KoreanRules() : LanguageRules("ko", "한국어", "Korean", "coreano")
{
    /// <inheritdoc/>
    public override string FunctionWords => "";
}
