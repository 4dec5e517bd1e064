using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Text;

namespace KnowledgeBase.Search.Matching;

/// <summary>
/// The pieces of a query's words, whose score is mixed into that of the words: it bridges inflection, compounds and
/// spelling in every language (McNamee and Mayfield 2004).
/// </summary>
internal sealed class GramGroup
{
    private GramGroup(IReadOnlyList<(string Field, string Term, double Weight)> terms, double scale) => (Terms, Scale) = (terms, scale);

    /// <summary>Each piece once with the field it stands in, and what it weighs: its rarity, less in a word of many pieces, times how often the query has it.</summary>
    public IReadOnlyList<(string Field, string Term, double Weight)> Terms { get; }

    /// <summary>What makes all pieces together weigh as much as all words that have pieces.</summary>
    public double Scale { get; }

    /// <summary>True when some pieces stand in a field of their own, by which documents are found.</summary>
    public bool Finds => Terms.Any(t => t.Field == IndexSchema.Grams);

    /// <summary>The pieces of some words, or null where they have none.</summary>
    public static GramGroup? Of(IndexView view, IReadOnlyList<WordGroup> words)
    {
        var weights = new Dictionary<(string Field, string Term), double>();
        var grams = new List<string>();
        double idf = 0;
        foreach (var word in words.Where(w => !w.IsPattern).TakeWhile(_ => weights.Count < Weights.MostGrams))
        {
            grams.Clear();
            var field = Pieces(word.Folded, grams);
            idf += grams.Count > 0 ? word.Idf : 0;
            foreach (var gram in grams)
            {
                // A long word has many pieces; by their root it keeps part of the weight that this would give it.
                var weight = (word.IsLight ? Weights.Light : 1) * view.Rarity(view.DocFreq(field, gram)) / Math.Sqrt(grams.Count);
                weights[(field, gram)] = weights.GetValueOrDefault((field, gram)) + weight;
            }
        }

        var sum = weights.Values.Sum();
        return sum > 0 ? new GramGroup([.. weights.Select(w => (w.Key.Field, w.Key.Term, w.Value))], idf / sum) : null;
    }

    /// <summary>Adds a word's pieces and says in which field they stand: characters and pairs are in the body itself.</summary>
    private static string Pieces(string folded, List<string> into)
    {
        if (CharacterNGrams.LengthOf(folded) is > 0 and var length)
        {
            CharacterNGrams.Add(folded, length, into);
            return IndexSchema.Grams;
        }

        CharacterNGrams.AddParts(folded, into);
        return IndexSchema.Body;
    }
}
