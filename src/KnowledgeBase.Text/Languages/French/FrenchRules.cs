using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.French;

/// <summary>Rules of French: words are stemmed by libstemmer.</summary>
internal sealed class FrenchRules() : SnowballRules("fr", "français", "French", "francese", "french")
{
    /// <inheritdoc/>
    public override string FunctionWords =>
        "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec ont aux d l "
        + "s on mais comme ou si leur y dont elle ces cette être nous sa fait été aussi leurs bien peut tous deux même "
        + "après tout son ses entre avait très sans où vous faire était je encore moins ils contre avant selon depuis "
        + "notre votre mon ma mes ceux celle non toujours ainsi quand chez cela lui elles avoir sous";

    /// <summary>libstemmer leaves the plural of "vélos" and parts "public" from "publique".</summary>
    public override string? Stem(string exact) =>
        LastLetters.Replace(base.Stem(LastLetters.Replace(exact, "os", "o"))!, "qu", "c");
}
