using System.Diagnostics;
using KnowledgeBase.Search.Evaluation;

namespace KnowledgeBase.Relevance;

/// <summary>nDCG@10 (gain = grade, discount log2(rank + 1)) and Recall@100, averaged over all judged queries.</summary>
internal static class CollectionScores
{
    public static int Print(string folder, IReadOnlyList<string> names)
    {
        var chosen = names.Count > 0 ? names
            : [.. Directory.EnumerateFiles(folder, "qrels.tsv", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, Path.GetDirectoryName(f)!)).Order(StringComparer.Ordinal)];
        Console.WriteLine("| collection | documents | queries | nDCG@10 | R@100 | seconds |\n| --- | --- | --- | --- | --- | --- |");
        foreach (var name in chosen)
        {
            var clock = Stopwatch.StartNew();
            var run = Path.GetTempFileName();
            var (documents, queries) = RetrievalEvaluation.Run(Path.Combine(folder, name), null, run);
            var (ndcg, recall) = Score(run, Path.Combine(folder, name, "qrels.tsv"));
            File.Delete(run);
            Console.WriteLine($"| {name} | {documents} | {queries} | {ndcg:0.000} | {recall:0.000} | {clock.Elapsed.TotalSeconds:0} |");
        }

        return 0;
    }

    private static (double Ndcg, double Recall) Score(string run, string judgements)
    {
        var judged = File.ReadLines(judgements).Select(l => l.Split('\t')).Where(p => p.Length >= 3)
            .GroupBy(p => p[0]).ToDictionary(g => g.Key, g => g.ToDictionary(p => p[1], p => double.Parse(p[2])));
        var found = File.ReadLines(run).Select(l => l.Split(' ')).GroupBy(p => p[0]).ToDictionary(g => g.Key, g => g.Select(p => p[2]).ToList());
        double ndcg = 0, recall = 0;
        foreach (var (query, grades) in judged)
        {
            var hits = found.GetValueOrDefault(query, []);
            var gains = hits.Take(10).Select(h => grades.GetValueOrDefault(h));
            ndcg += Discounted(gains) / Math.Max(1e-9, Discounted(grades.Values.OrderDescending().Take(10)));
            recall += (double)hits.Count(h => grades.GetValueOrDefault(h) > 0) / Math.Max(1, grades.Count(g => g.Value > 0));
        }

        return (ndcg / judged.Count, recall / judged.Count);
    }

    private static double Discounted(IEnumerable<double> gains) => gains.Select((g, i) => g / Math.Log2(i + 2)).Sum();
}
