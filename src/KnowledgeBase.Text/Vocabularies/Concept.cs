namespace KnowledgeBase.Text.Vocabularies;

/// <summary>A name of a concept.</summary>
/// <param name="Language">ISO 639-1; "und" for a name that holds in any language, as those of places do.</param>
/// <param name="Text">The name.</param>
/// <param name="IsPreferred">False for another name of the same thing: it is understood, and never shown.</param>
public readonly record struct ConceptLabel(string Language, string Text, bool IsPreferred);

/// <summary>A thing that a thesaurus names in several languages (a SKOS concept).</summary>
/// <param name="Id">Its identifier within the vocabulary.</param>
/// <param name="Labels">All its names.</param>
public sealed record Concept(string Id, IReadOnlyList<ConceptLabel> Labels);

/// <summary>A vocabulary cannot be read; the message is for whoever gave the file.</summary>
public sealed class VocabularyException(string message, Exception? inner = null) : Exception(message, inner);
