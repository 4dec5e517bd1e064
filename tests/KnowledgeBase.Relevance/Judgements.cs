namespace KnowledgeBase.Relevance;

/// <summary>Which documents answer which query, and how well a run finds them.</summary>
internal sealed class Judgements(Dictionary<string, Dictionary<string, double>> grades)
{
    public IReadOnlyCollection<string> Queries => grades.Keys;

    /// <summary>Lines of query, document and grade with a tab between.</summary>
    public static Judgements Read(string file) => new(File.ReadLines(file).Select(l => l.Split('\t')).Where(p => p.Length >= 3)
        .GroupBy(p => p[0]).ToDictionary(g => g.Key, g => g.ToDictionary(p => p[1], p => double.Parse(p[2]))));

    /// <summary>A run in TREC's form (query, Q0, document, …) or with query and document first, best hit first.</summary>
    public static Dictionary<string, List<string>> ReadRun(string file) => File.ReadLines(file).Select(l => l.Split(' ', '\t'))
        .GroupBy(p => p[0]).ToDictionary(g => g.Key, g => g.Select(p => p[1] == "Q0" ? p[2] : p[1]).ToList());

    public double Ndcg(string query, Dictionary<string, List<string>> run)
    {
        var gains = run.GetValueOrDefault(query, []).Take(10).Select(h => grades[query].GetValueOrDefault(h));
        return Discounted(gains) / Math.Max(1e-9, Discounted(grades[query].Values.OrderDescending().Take(10)));
    }

    public double Recall(string query, Dictionary<string, List<string>> run) =>
        (double)run.GetValueOrDefault(query, []).Take(100).Count(h => grades[query].GetValueOrDefault(h) > 0) / Math.Max(1, grades[query].Count(g => g.Value > 0));

    private static double Discounted(IEnumerable<double> gains) => gains.Select((g, i) => g / Math.Log2(i + 2)).Sum();
}
