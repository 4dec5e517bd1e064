namespace KnowledgeBase.Text.Languages.Hindi;

/// <summary>Rules of Hindi: words are stemmed by libstemmer.</summary>
internal sealed class HindiRules() : SnowballRules("hi", "हिन्दी", "Hindi", "hindi", "hindi")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "के है की में और से का को पर यह भी एक ने हैं कि लिए नहीं था वह तो ही कर इस";
}
