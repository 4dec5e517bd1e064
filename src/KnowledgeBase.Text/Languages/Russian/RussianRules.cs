namespace KnowledgeBase.Text.Languages.Russian;

/// <summary>Rules of Russian: words are stemmed by libstemmer.</summary>
internal sealed class RussianRules() : SnowballRules("ru", "русский", "Russian", "russo", "russian")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "и в не на я быть он с что а по это она этот к но они мы весь который из у то за свой ещё еще так от о для ты "
        + "же все как или вы бы если уже мочь был была было были чтобы только его её ее их когда где кто какой почему "
        + "очень без под над перед между после до при во со также может нет есть этого этой этом этих том тот та те себя "
        + "него неё них ему ей им нас вас нам вам меня тебя";
}
