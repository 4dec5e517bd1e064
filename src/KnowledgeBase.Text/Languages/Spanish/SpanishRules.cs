namespace KnowledgeBase.Text.Languages.Spanish;

/// <summary>Rules of Spanish: words are stemmed by libstemmer.</summary>
internal sealed class SpanishRules() : SnowballRules("es", "español", "Spanish", "spagnolo", "spanish")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin "
        + "sobre este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está mi porque qué "
        + "sólo han yo hay vez puede todos así nos ni parte tiene él uno donde bien tiempo mismo ese ahora cada otro "
        + "después te otros aunque esa eso hace otra gobierno durante siempre quien estos unos contra usted";
}
