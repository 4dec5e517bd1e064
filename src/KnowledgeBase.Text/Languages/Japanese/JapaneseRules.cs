namespace KnowledgeBase.Text.Languages.Japanese;

/// <summary>Rules of Japanese: words are compared as they stand.</summary>
internal sealed class JapaneseRules() : LanguageRules("ja", "日本語", "Japanese", "giapponese")
{
    /// <inheritdoc/>
    public override string FunctionWords => "";

    /// <inheritdoc/>
    public override int GramLength => 0;
}
