using KnowledgeBase.Text;
using KnowledgeBase.Text.Vocabularies;

namespace KnowledgeBase.Search.Expanding;

/// <summary>Concepts by their names, compared by the stems of the words in the language of the name; 12 bytes of memory a name.</summary>
internal sealed class ConceptIndex
{
    /// <summary>Names of more words are no names that a reader types.</summary>
    public const int MostWords = 10;

    public const string AnyLanguage = "und";

    private readonly IReadOnlyList<Concept> _concepts;
    private readonly Dictionary<string, int> _byId;
    private readonly Dictionary<ulong, byte> _longest = [];
    private readonly ulong[] _keys;
    private readonly int[] _named;

    public ConceptIndex(IReadOnlyList<Concept> concepts)
    {
        _concepts = concepts;
        _byId = new Dictionary<string, int>(concepts.Count, StringComparer.Ordinal);
        var names = new HashSet<(ulong Key, int Concept)>();
        for (var i = 0; i < concepts.Count; i++)
        {
            _byId.TryAdd(concepts[i].Id, i);
            foreach (var label in concepts[i].Labels)
            {
                var stems = WordForms.Stems(label.Text, label.Language);
                if (stems.Count is > 0 and <= MostWords)
                {
                    names.Add((Key(label.Language, stems), i));
                    var first = Key(label.Language, stems.Take(1));
                    _longest[first] = Math.Max(_longest.GetValueOrDefault(first), (byte)stems.Count);
                }
            }
        }

        var sorted = names.Order().ToArray();
        _keys = Array.ConvertAll(sorted, n => n.Key);
        _named = Array.ConvertAll(sorted, n => n.Concept);
    }

    public IReadOnlyList<Concept> Concepts => _concepts;

    /// <summary>Names that can be found.</summary>
    public int Count => _keys.Length;

    /// <summary>The concepts with a name of these stems in the language.</summary>
    public IReadOnlyList<Concept> Find(string language, IEnumerable<string> stems) => Find(Key(language, stems));

    /// <summary>The longest name in the language that begins at a word of a text, and how many words it has; 0 for none.</summary>
    public int Longest(string language, IReadOnlyList<string> stems, int at, out ulong name)
    {
        name = 0;
        var key = WordForms.Append(WordForms.Append(WordForms.NoWords, language), stems[at]);
        var most = Math.Min((int)_longest.GetValueOrDefault(key), stems.Count - at);
        var found = 0;
        for (var count = 1; count <= most; count++)
        {
            key = count == 1 ? key : WordForms.Append(key, stems[at + count - 1]);
            if (Array.BinarySearch(_keys, key) >= 0)
            {
                (found, name) = (count, key);
            }
        }

        return found;
    }

    /// <summary>The concepts of a name that <see cref="Longest"/> found.</summary>
    public IReadOnlyList<Concept> Find(ulong key)
    {
        var at = Array.BinarySearch(_keys, key);
        if (at < 0)
        {
            return [];
        }

        while (at > 0 && _keys[at - 1] == key)
        {
            at--;
        }

        var found = new List<Concept>();
        for (; at < _keys.Length && _keys[at] == key; at++)
        {
            found.Add(_concepts[_named[at]]);
        }

        return found;
    }

    public Concept? ById(string id) => _byId.TryGetValue(id, out var place) ? _concepts[place] : null;

    /// <summary>The place of a concept in the order the vocabularies were read.</summary>
    public int OrderOf(Concept concept) => _byId.GetValueOrDefault(concept.Id, int.MaxValue);

    private static ulong Key(string language, IEnumerable<string> stems) => WordForms.Hash(stems.Prepend(language));
}
