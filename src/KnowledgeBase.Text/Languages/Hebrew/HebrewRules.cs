namespace KnowledgeBase.Text.Languages.Hebrew;

/// <summary>Rules of Hebrew: words are compared as they stand.</summary>
internal sealed class HebrewRules() : LanguageRules("he", "עברית", "Hebrew", "ebraico")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "של את על לא הוא זה עם כל גם היא אני אבל או אם כי יש אין מה מי";
}
