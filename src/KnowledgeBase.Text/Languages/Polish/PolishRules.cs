namespace KnowledgeBase.Text.Languages.Polish;

/// <summary>Rules of Polish: words are compared as they stand.</summary>
internal sealed class PolishRules() : LanguageRules("pl", "polski", "Polish", "polacco")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "w i na się z do nie że to jest o jak za po co od ale tak dla są tym przez już czy który która które tego jego "
        + "być przy tylko ma lub był była było były może oraz także bardzo jednak pod nad przed między bez gdy kiedy "
        + "gdzie kto dlaczego jeszcze więcej ich jej mu nim nas was nam wam ja ty my wy on ona oni tej tych temu ten ta "
        + "te sobie swoje aby żeby bo jeśli lecz będzie będą mają można roku lat we ze";
}
