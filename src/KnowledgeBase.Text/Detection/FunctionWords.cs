using KnowledgeBase.Text.Languages;

namespace KnowledgeBase.Text.Detection;

/// <summary>Which languages of the model have a word among their commonest.</summary>
internal static class FunctionWords
{
    private static readonly Dictionary<string, byte[]>.AlternateLookup<ReadOnlySpan<char>> Languages =
        Build().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Adds the weight to the score of each language that has the word.</summary>
    internal static void Add(ReadOnlySpan<char> word, double weight, Span<double> scores)
    {
        if (word.Length > 0 && Languages.TryGetValue(word, out var found))
        {
            foreach (var language in found)
            {
                scores[language] += weight;
            }
        }
    }

    private static Dictionary<string, byte[]> Build()
    {
        var lists = new Dictionary<string, List<byte>>(StringComparer.Ordinal);
        var model = LanguageModel.Default.Languages;
        for (var i = 0; i < model.Length; i++)
        {
            foreach (var word in LanguageTable.Of(model[i].Code).FunctionWords.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!lists.TryGetValue(word, out var list))
                {
                    lists[word] = list = [];
                }

                list.Add((byte)i);
            }
        }

        return lists.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);
    }
}
