namespace KnowledgeBase.Text.Languages.Arabic;

/// <summary>Rules of Arabic: words are stemmed by libstemmer.</summary>
internal sealed class ArabicRules() : SnowballRules("ar", "العربية", "Arabic", "arabo", "arabic")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "في من على إلى أن التي الذي هذا هذه عن مع ما لا كان كانت قد بين بعد قبل كل أو ثم لم لن هو هي هم نحن أنا أنت ذلك "
        + "تلك حيث عند حتى إذا لكن غير";
}
