namespace KnowledgeBase.Text.Languages.Danish;

/// <summary>Rules of Danish: words are stemmed by libstemmer.</summary>
internal sealed class DanishRules() : SnowballRules("da", "dansk", "Danish", "danese", "danish")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "og i at det er en til af på for med som de den ikke der har et om han men var fra vi kan jeg så sig eller når "
        + "hun skal være også efter ved mod blev ud op over nu hvis ind end kun meget mere havde hvad hvor hvordan hvem "
        + "hvorfor dette denne disse deres vores jer mig dig ham hende selv bliver blevet været kunne skulle ville mellem "
        + "under uden gennem før nogle noget ingen alle alt andre siger sagde"
        + " næste flere langs år ny nye altid aldrig tilbage hvert hver mange blandt siden sammen indtil omkring";
}
