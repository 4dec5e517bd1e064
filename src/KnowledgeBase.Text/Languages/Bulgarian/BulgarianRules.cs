namespace KnowledgeBase.Text.Languages.Bulgarian;

/// <summary>Rules of Bulgarian: words are compared as they stand.</summary>
internal sealed class BulgarianRules() : LanguageRules("bg", "български", "Bulgarian", "bulgaro")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "и в на за да се от с че не по е са до като при този тази това тези който която което които или но ще със във "
        + "след тя той те аз ти ние вие много само още вече може беше бе бяха има няма защото как какво къде кога кой коя "
        + "един една едно между преди над под без през към според обаче също така все всички някои нещо нищо там тук сега "
        + "му й им го ги ми си сме съм сте бъде бъдат";
}
