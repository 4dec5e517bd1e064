using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.Macedonian;

/// <summary>Rules of Macedonian: words are stemmed by a light stemmer of our own: the article at the end of the word is taken off, then the endings of number and gender.</summary>
internal sealed class MacedonianRules() : LanguageRules("mk", "македонски", "Macedonian", "macedone")
{
    private static readonly SuffixStripper Endings = new(3,
        "от та то те иот ата ото ето ите овите ови еви а о е и у ста ење ењето ења ењата ање ањето ања ањата ост оста "
        + "ости остите");

    /// <inheritdoc/>
    public override string FunctionWords =>
        "и во на да се за од со не ќе ги го што е тоа но како или ја му им си сум сме сте беше биле бил кој која кое "
        + "кои овој оваа ова овие тој таа тие јас ти ние вие многу само уште веќе може има нема бидејќи каде кога зошто "
        + "меѓу пред над под без преку кон според сите некои нешто ништо таму тука сега при по до";

    /// <inheritdoc/>
    public override string Stem(string exact)
    {
        var stem = Endings.Strip(exact);
        return LastLetters.Replace(stem, "ц", "к");
    }
}
