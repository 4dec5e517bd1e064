namespace KnowledgeBase.Text.Vocabularies;

/// <summary>A name of a concept.</summary>
/// <param name="Language">ISO 639-1; "und" for a name that holds in any language, as those of places do.</param>
/// <param name="Text">The name.</param>
/// <param name="IsPreferred">False for another name of the same thing: it is understood, and never shown.</param>
public readonly record struct ConceptLabel(string Language, string Text, bool IsPreferred);

/// <summary>What a concept is.</summary>
public enum ConceptKind
{
    /// <summary>Something that a document can be about.</summary>
    Subject,

    /// <summary>A town, a country.</summary>
    Place,

    /// <summary>A language, a sort of document: translated in queries, and nothing that a document is about.</summary>
    Name,
}

/// <summary>A thing that a thesaurus names in several languages (a SKOS concept).</summary>
/// <param name="Id">Its identifier within the vocabulary.</param>
/// <param name="Labels">All its names.</param>
public sealed record Concept(string Id, IReadOnlyList<ConceptLabel> Labels)
{
    public ConceptKind Kind { get; init; }

    /// <summary>For a place: country and region that it lies in, by their names; nothing is known where it is empty.</summary>
    public IReadOnlyList<string> Within { get; init; } = [];

    /// <summary>The preferred name in a language, else in English, else the first.</summary>
    public string Label(string language)
    {
        var (best, rank) = (Labels[0].Text, 3);
        foreach (var label in Labels)
        {
            var own = label.Language == language ? 0 : label.Language == "en" ? 1 : label.Language == "und" ? 2 : 3;
            if (label.IsPreferred && own < rank)
            {
                (best, rank) = (label.Text, own);
            }
        }

        return best;
    }
}

/// <summary>A vocabulary cannot be read; the message is for whoever gave the file.</summary>
public sealed class VocabularyException(string message, Exception? inner = null) : Exception(message, inner);
