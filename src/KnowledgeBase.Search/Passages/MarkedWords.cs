using KnowledgeBase.Search.Matching;
using KnowledgeBase.Text;

namespace KnowledgeBase.Search.Passages;

/// <summary>Which of several words a token of a text is: the first that it matches, found by one look at all their forms together.</summary>
internal sealed class MarkedWords
{
    private readonly Dictionary<string, int> _forms = new(StringComparer.Ordinal);
    private readonly List<int> _patterns = [];

    public MarkedWords(IReadOnlyList<WordGroup> words)
    {
        Words = words;
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].IsPattern)
            {
                _patterns.Add(i);
                continue;
            }

            foreach (var (term, _) in words[i].Terms)
            {
                _forms.TryAdd(term, i);
            }
        }
    }

    public IReadOnlyList<WordGroup> Words { get; }

    /// <summary>True where a pattern is among them, whose terms are not all known.</summary>
    public bool HavePatterns => _patterns.Count > 0;

    /// <summary>The place of the word among <see cref="Words"/>, or -1.</summary>
    public int Find(in Token token)
    {
        var first = _forms.GetValueOrDefault(token.Folded, int.MaxValue);
        if (token.Stem is { } stem)
        {
            first = Math.Min(first, _forms.GetValueOrDefault(stem, int.MaxValue));
        }

        foreach (var i in _patterns)
        {
            if (i > first)
            {
                break;
            }

            if (Words[i].Matches(token))
            {
                return i;
            }
        }

        return first == int.MaxValue ? -1 : first;
    }
}
