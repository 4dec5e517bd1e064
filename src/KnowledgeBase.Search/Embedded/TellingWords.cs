using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Search.Matching;
using KnowledgeBase.Text;

namespace KnowledgeBase.Search.Embedded;

/// <summary>The words that tell what a document is about: frequent in it, rare in the archive.</summary>
internal static class TellingWords
{
    private const int Letters = 40_000;
    private const int Considered = 100;
    private const int Kept = 20;
    private const int ShortestWord = 4;

    public static List<WordGroup> Of(IndexView view, SegmentReader reader, int doc)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var record = view.Record(reader, doc);
        Count(record.Title, record.Language, 3, counts);
        var texts = view.Texts(reader, doc);
        for (int page = 0, read = 0; page < texts.Count && read < Letters; page++)
        {
            var text = texts.Text(page);
            Count(text, texts.Language(page), 1, counts);
            read += text.Length;
        }

        var words = counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(Considered).Select(c => WordGroup.Plain(c.Key)).ToList();
        words.ForEach(view.Weigh);
        return [.. words.OrderByDescending(w => w.Idf * Math.Log(1 + counts[w.Folded])).Take(Kept)];
    }

    private static void Count(string text, string language, int weight, Dictionary<string, int> counts)
    {
        var tokens = new List<Token>();
        TextAnalyzer.Analyze(text, language, tokens);
        foreach (var token in tokens)
        {
            if ((token.Kind == TokenKind.Pair || token.Folded.Length >= ShortestWord) && char.IsLetter(token.Folded[0]))
            {
                counts[token.Folded] = counts.GetValueOrDefault(token.Folded) + weight;
            }
        }
    }
}
