namespace KnowledgeBase.Search.Expanding;

/// <summary>What a document is about, as its words tell.</summary>
/// <param name="Concepts">Concepts of the vocabularies with their names in English (or as they have them), the most salient first.</param>
/// <param name="Themes">Policy themes, the most salient first.</param>
/// <param name="Places">Places by their own names with the country's English name, or ""; the most salient first.</param>
public sealed record DocumentTags(IReadOnlyList<Label> Concepts, IReadOnlyList<string> Themes, IReadOnlyList<(string Name, string Country)> Places)
{
    public static readonly DocumentTags None = new([], [], []);
}
