using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Text;

namespace KnowledgeBase.Search.Matching;

/// <summary>
/// The pieces of a query's words, whose score is mixed into that of the words: it bridges inflection, compounds and
/// spelling in every language (McNamee and Mayfield 2004).
/// </summary>
internal sealed class GramGroup
{
    private GramGroup(IReadOnlyList<(string Term, double Weight)> terms, double scale) => (Terms, Scale) = (terms, scale);

    /// <summary>Each piece once, with what it weighs: its rarity times how often the query has it.</summary>
    public IReadOnlyList<(string Term, double Weight)> Terms { get; }

    /// <summary>What makes all pieces together weigh as much as all words together.</summary>
    public double Scale { get; }

    /// <summary>The pieces of some words, or null where they have none.</summary>
    public static GramGroup? Of(IndexView view, IReadOnlyList<WordGroup> words)
    {
        var counts = new Dictionary<string, double>(StringComparer.Ordinal);
        var grams = new List<string>();
        foreach (var word in words.Where(w => !w.IsPattern))
        {
            if (CharacterNGrams.LengthOf(word.Folded) is > 0 and var length)
            {
                grams.Clear();
                CharacterNGrams.Add(word.Folded, length, grams);
                grams.ForEach(g => counts[g] = counts.GetValueOrDefault(g) + (word.IsLight ? Weights.Light : 1));
            }
        }

        var terms = counts.Take(Weights.MostGrams).Select(c => (c.Key, Weight: c.Value * view.Rarity(view.DocFreq(IndexSchema.Grams, c.Key)))).ToList();
        var sum = terms.Sum(t => t.Weight);
        return sum > 0 ? new GramGroup(terms, words.Sum(w => w.Idf) / sum) : null;
    }
}
