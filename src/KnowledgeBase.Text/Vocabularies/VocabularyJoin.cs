namespace KnowledgeBase.Text.Vocabularies;

/// <summary>
/// Joins entries of the same id from several files: one file a language, or names and other names apart. Full addresses are
/// the same everywhere, short ids within one vocabulary. Two entries that prefer different names in one language are two
/// concepts (a SKOS concept has at most one preferred label a language: integrity condition S14), whatever their ids.
/// </summary>
public sealed class VocabularyJoin
{
    private readonly Dictionary<(string Vocabulary, string Id), int> _places = [];
    private readonly List<Concept> _concepts = [];

    /// <summary>All concepts so far.</summary>
    public IReadOnlyList<Concept> Concepts => _concepts;

    /// <summary>Names so far.</summary>
    public int Labels { get; private set; }

    /// <summary>Adds the entries of a file of a vocabulary.</summary>
    public void Add(string vocabulary, IReadOnlyList<Concept> concepts)
    {
        ArgumentNullException.ThrowIfNull(concepts);
        foreach (var concept in concepts)
        {
            Labels += concept.Labels.Count;
            var key = (concept.Id.Contains("://", StringComparison.Ordinal) ? "" : vocabulary, concept.Id);
            if (!_places.TryGetValue(key, out var place))
            {
                _places.Add(key, _concepts.Count);
                _concepts.Add(concept);
            }
            else if (Agree(_concepts[place], concept))
            {
                _concepts[place] = _concepts[place] with { Labels = [.. _concepts[place].Labels.Union(concept.Labels)] };
            }
            else
            {
                _concepts.Add(concept);
            }
        }
    }

    private static bool Agree(Concept one, Concept other) => one.Kind == other.Kind && !other.Labels.Any(l => l.IsPreferred
        && one.Labels.Any(o => o.IsPreferred && o.Language == l.Language && !string.Equals(o.Text, l.Text, StringComparison.OrdinalIgnoreCase)));
}
