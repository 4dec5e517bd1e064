using KnowledgeBase.Search;
using KnowledgeBase.Search.Embedded;

namespace KnowledgeBase.Relevance.Crossing;

/// <summary>What translating costs those who ask in the language of the documents: each collection's questions in an archive of all collections.</summary>
internal static class OwnLanguage
{
    private const int Depth = 10;

    public static int Print(string evaluation, string folder, string dictionaries, int every)
    {
        using var index = MixedArchive.Open(evaluation, folder, dictionaries);
        Console.WriteLine("nDCG@10 of each collection within an archive of all; \"own\": among the collection's own documents, \"all\": among all (translations of an answer are not judged right)\n");
        Console.WriteLine("| collection | questions | own, off | own, on | all, off | all, on |\n| --- | --- | --- | --- | --- | --- |");
        var sums = new double[4];
        var names = MixedArchive.Collections(evaluation);
        foreach (var name in names)
        {
            var queries = MixedArchive.Queries(Path.Combine(evaluation, name), every);
            double[] scores = [Score(index, queries, name, true, false), Score(index, queries, name, true, true), Score(index, queries, name, false, false), Score(index, queries, name, false, true)];
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += scores[i] / names.Count;
            }

            Console.WriteLine($"| {name} | {queries.Count} | {string.Join(" | ", scores.Select(s => s.ToString("0.0000")))} |");
        }

        Console.WriteLine($"| mean | | {string.Join(" | ", sums.Select(s => s.ToString("0.0000")))} |");
        return 0;
    }

    private static double Score(EmbeddedSearchIndex index, List<(string Query, HashSet<string> Right)> queries, string name, bool own, bool expand)
    {
        double sum = 0;
        foreach (var (query, right) in queries)
        {
            var hits = index.Search(new SearchRequest
            {
                Query = query,
                Size = Depth,
                SnippetsPerHit = 0,
                Expand = expand,
                Filters = own ? new Dictionary<string, IReadOnlyList<string>> { [Facets.Collection] = [name] } : new Dictionary<string, IReadOnlyList<string>>(),
            }).Hits;
            var gained = hits.Select((h, i) => h.Collection == name && right.Contains(h.Id[(name.Length + 1)..]) ? 1 / Math.Log2(i + 2) : 0).Sum();
            sum += gained / Enumerable.Range(0, Math.Min(Depth, right.Count)).Sum(i => 1 / Math.Log2(i + 2));
        }

        return sum / Math.Max(1, queries.Count);
    }
}
