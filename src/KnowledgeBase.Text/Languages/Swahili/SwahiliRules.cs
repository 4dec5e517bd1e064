namespace KnowledgeBase.Text.Languages.Swahili;

/// <summary>Rules of Swahili: words are compared as they stand.</summary>
internal sealed class SwahiliRules() : LanguageRules("sw", "Kiswahili", "Swahili", "swahili")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "na ya wa kwa ni katika la za hii cha hiyo kama yake huo hivyo lakini au si hata pia tu sana sasa baada kabla "
        + "ambayo ambao kuwa alikuwa wake wao yangu yako mimi wewe yeye sisi nyinyi nini nani wapi lini vipi kwamba bila "
        + "kati";
}
