namespace KnowledgeBase.Text.Languages.Macedonian;

/// <summary>Rules of Macedonian: words are compared as they stand.</summary>
internal sealed class MacedonianRules() : LanguageRules("mk", "македонски", "Macedonian", "macedone")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "и во на да се за од со не ќе ги го што е тоа но како или ја му им си сум сме сте беше биле бил кој која кое "
        + "кои овој оваа ова овие тој таа тие јас ти ние вие многу само уште веќе може има нема бидејќи каде кога зошто "
        + "меѓу пред над под без преку кон според сите некои нешто ништо таму тука сега при по до";
}
