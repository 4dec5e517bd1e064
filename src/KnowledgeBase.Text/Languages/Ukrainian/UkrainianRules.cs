namespace KnowledgeBase.Text.Languages.Ukrainian;

/// <summary>Rules of Ukrainian: words are compared as they stand.</summary>
internal sealed class UkrainianRules() : LanguageRules("uk", "українська", "Ukrainian", "ucraino")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "і в не на що я з у та до це за як він по але й від так про для його вона вони ми ви який яка яке які цей ця ці "
        + "того цього був була було були є або чи якщо вже ще також може бути щоб тільки коли де хто чому дуже без під "
        + "над перед між після при із зі її їх їм йому нас вас нам вам мене тебе себе свій всі все немає цієї цих тим "
        + "через навіть лише саме";
}
