using KnowledgeBase.Text;
using KnowledgeBase.Text.Vocabularies;

namespace KnowledgeBase.Search.Expanding;

/// <summary>Concepts by their names, compared by the stems of the words in the language of the name.</summary>
internal sealed class ConceptIndex
{
    /// <summary>Names of more words are no names that a reader types.</summary>
    public const int MostWords = 10;

    public const string AnyLanguage = "und";

    private readonly Dictionary<string, List<Concept>> _byName = new(StringComparer.Ordinal);

    public ConceptIndex(IEnumerable<Concept> concepts)
    {
        foreach (var concept in concepts)
        {
            foreach (var label in concept.Labels)
            {
                var stems = WordForms.Stems(label.Text, label.Language);
                if (stems.Count is 0 or > MostWords)
                {
                    continue;
                }

                var key = Key(label.Language, stems);
                if (!_byName.TryGetValue(key, out var named))
                {
                    _byName.Add(key, named = []);
                }

                if (!named.Contains(concept))
                {
                    named.Add(concept);
                }
            }
        }
    }

    /// <summary>The concepts with a name of these stems in the language.</summary>
    public IReadOnlyList<Concept> Find(string language, IEnumerable<string> stems) => _byName.GetValueOrDefault(Key(language, stems), []);

    private static string Key(string language, IEnumerable<string> stems) => language + "\t" + string.Join(' ', stems);
}
