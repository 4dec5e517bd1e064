using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Text.Vocabularies;

namespace KnowledgeBase.Search.Expanding;

/// <summary>
/// Joins places that several lists know: a place of the archive's own list gets the names that other lists have for it, when
/// a name is the same and, where both are known, the country; what it is called in a language is said by those lists. Of towns that share a name, each stays its own place.
/// </summary>
internal static class PlaceJoin
{
    public static IReadOnlyList<Concept> Join(IReadOnlyList<Concept> concepts)
    {
        var joined = new List<Concept>(concepts.Count);
        var byName = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var concept in concepts)
        {
            if (concept.Kind != ConceptKind.Place)
            {
                joined.Add(concept);
            }
            else if (IsTown(concept) && byName.TryGetValue(IndexSchema.Fold(concept.Label("en")), out var place) && Agree(joined[place], concept))
            {
                joined[place] = joined[place] with
                {
                    Labels = [.. joined[place].Labels.Union(concept.Labels.Select(l => l with { IsPreferred = l.IsPreferred && l.Language != ConceptIndex.AnyLanguage }))],
                    Within = joined[place].Within.Count > 0 ? joined[place].Within : concept.Within,
                };
                Name(concept, place);
            }
            else
            {
                joined.Add(concept);
                if (IsTown(concept) || concept.Id.StartsWith(Knowledge.ListedPlace, StringComparison.Ordinal))
                {
                    Name(concept, joined.Count - 1);
                }
            }
        }

        return joined;

        void Name(Concept concept, int place)
        {
            foreach (var label in concept.Labels)
            {
                byName.TryAdd(IndexSchema.Fold(label.Text), place);
            }
        }
    }

    /// <summary>Towns come by time zone or by their number; a country may be called like its capital.</summary>
    private static bool IsTown(Concept concept) =>
        concept.Id.Contains('/', StringComparison.Ordinal) || concept.Id.Contains("geonames:", StringComparison.Ordinal);

    private static bool Agree(Concept one, Concept other) =>
        one.Within.Count == 0 || other.Within.Count == 0 || string.Equals(one.Within[0], other.Within[0], StringComparison.OrdinalIgnoreCase);
}
