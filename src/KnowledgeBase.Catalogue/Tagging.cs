namespace KnowledgeBase.Catalogue;

/// <summary>A concept of a vocabulary that a document is about.</summary>
/// <param name="Id">Its identifier, with the vocabulary's name before it.</param>
/// <param name="Label">Its name in English, or in another language where it has none.</param>
public sealed record TaggedConcept(string Id, string Label);

/// <summary>What the machine found a document to be about. Themes and places are proposals: whoever vouches for others keeps them.</summary>
/// <param name="Concepts">The most salient first.</param>
/// <param name="Themes">Slugs of <see cref="Catalogue.Themes"/>.</param>
/// <param name="Places">The most salient first.</param>
public sealed record Tagging(IReadOnlyList<TaggedConcept> Concepts, IReadOnlyList<string> Themes, IReadOnlyList<Place> Places);
