namespace KnowledgeBase.Text.Benchmarks;

/// <summary>nDCG@10 of the analysis on retrieval collections: folded words, words with stems, pieces, and both fused.</summary>
internal static class RetrievalTable
{
    private const double WordShare = 0.6;

    internal static int Print(string root, string[] names)
    {
        Console.WriteLine("| collection | language | folded | with stems | pieces | fused |\n| --- | --- | --- | --- | --- | --- |");
        foreach (var name in names.Length > 0 ? names : All(root))
        {
            var collection = Collection.Read(root, name);
            var (words, pieces) = Build(collection);
            var folded = new List<double>();
            var stems = new List<double>();
            var grams = new List<double>();
            var fused = new List<double>();
            foreach (var (id, grades) in collection.Grades)
            {
                var query = new List<QueryToken>();
                TextAnalyzer.AnalyzeQuery(collection.Queries[id], [collection.Language], QueryUse.Words, query);
                var byStem = words.Search(query.Select(token => (IReadOnlyList<string>)[token.Folded, .. token.Inflected]));
                folded.Add(Score(words.Search(query.Select(token => (IReadOnlyList<string>)[token.Folded])), collection, grades));
                stems.Add(Score(byStem, collection, grades));
                var size = CharacterNGrams.LengthFor(collection.Language);
                if (size > 0)
                {
                    var cut = new List<string>();
                    foreach (var token in query)
                    {
                        CharacterNGrams.Add(token.Folded, size, cut);
                    }

                    var byPiece = pieces.Search(cut.Select(piece => (IReadOnlyList<string>)[piece]));
                    grams.Add(Score(byPiece, collection, grades));
                    fused.Add(Score(Mix(byStem, byPiece), collection, grades));
                }
            }

            Console.WriteLine($"| {name} | {collection.Language} | {Mean(folded)} | {Mean(stems)} | {Mean(grams)} | {Mean(fused)} |");
        }

        return 0;
    }

    private static string[] All(string root) =>
        [.. Directory.GetFiles(root, "meta.json", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(root, Path.GetDirectoryName(path)!)).Order(StringComparer.Ordinal)];

    private static string Mean(List<double> values) => values.Count == 0 ? "–" : $"{values.Average():F3}";

    private static (MemoryIndex Words, MemoryIndex Pieces) Build(Collection collection)
    {
        var words = new MemoryIndex();
        var pieces = new MemoryIndex();
        var size = CharacterNGrams.LengthFor(collection.Language);
        var tokens = new List<Token>();
        var cut = new List<string>();
        foreach (var text in collection.Texts)
        {
            tokens.Clear();
            TextAnalyzer.Analyze(text, collection.Language, tokens);
            var document = words.Add();
            pieces.Add();
            var position = -1;
            var at = 0;
            foreach (var token in tokens)
            {
                position += token.PositionIncrement;
                words.Add(document, token.Folded, position);
                if (token.Stem is not null)
                {
                    words.Add(document, token.Stem, position);
                }

                if (size > 0)
                {
                    cut.Clear();
                    CharacterNGrams.Add(token.Folded, size, cut);
                    cut.ForEach(piece => pieces.Add(document, piece, at++));
                }
            }
        }

        return (words, pieces);
    }

    private static double[] Mix(double[] words, double[] pieces)
    {
        var (word, piece) = (Math.Max(words.Max(), 1e-9), Math.Max(pieces.Max(), 1e-9));
        return [.. words.Zip(pieces, (a, b) => (WordShare * a / word) + ((1 - WordShare) * b / piece))];
    }

    /// <summary>nDCG@10; ties by the order of the collection.</summary>
    private static double Score(double[] scores, Collection collection, Dictionary<string, int> grades)
    {
        var top = Enumerable.Range(0, scores.Length).Where(i => scores[i] > 0).OrderByDescending(i => scores[i]).Take(10);
        var gain = top.Select((document, rank) => grades.GetValueOrDefault(collection.Ids[document]) / Math.Log2(rank + 2)).Sum();
        var ideal = grades.Values.OrderDescending().Take(10).Select((grade, rank) => grade / Math.Log2(rank + 2)).Sum();
        return gain / ideal;
    }
}
