using System.Globalization;

namespace KnowledgeBase.Text.Vocabularies;

/// <summary>
/// Joins entries of the same id from several files: one file a language, or names and other names apart. Full addresses are
/// the same everywhere, short ids within one vocabulary. Two entries that prefer different names in one language are two
/// concepts (a SKOS concept has at most one preferred label a language: integrity condition S14), whatever their ids.
/// </summary>
public sealed class VocabularyJoin
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<Concept> _concepts = [];

    /// <summary>All concepts so far.</summary>
    public IReadOnlyList<Concept> Concepts => _concepts;

    /// <summary>Names so far.</summary>
    public int Labels { get; private set; }

    /// <summary>Adds the entries of a file of a vocabulary, whose name then stands before their short ids ("eurovoc:4619").</summary>
    public void Add(string vocabulary, IReadOnlyList<Concept> concepts)
    {
        ArgumentNullException.ThrowIfNull(concepts);
        foreach (var concept in concepts)
        {
            Labels += concept.Labels.Count;
            var id = vocabulary.Length == 0 || concept.Id.Contains("://", StringComparison.Ordinal) ? concept.Id : vocabulary + ":" + concept.Id;
            if (!_places.TryGetValue(id, out var place))
            {
                _places.Add(id, _concepts.Count);
                _concepts.Add(concept with { Id = id });
            }
            else if (Agree(_concepts[place], concept))
            {
                _concepts[place] = _concepts[place] with { Labels = [.. _concepts[place].Labels.Union(concept.Labels)] };
            }
            else
            {
                _concepts.Add(concept with { Id = id + "#" + _concepts.Count.ToString(CultureInfo.InvariantCulture) });
            }
        }
    }

    private static bool Agree(Concept one, Concept other) => one.Kind == other.Kind && !other.Labels.Any(l => l.IsPreferred
        && one.Labels.Any(o => o.IsPreferred && o.Language == l.Language && !string.Equals(o.Text, l.Text, StringComparison.OrdinalIgnoreCase)));
}
