using KnowledgeBase.Search.Evaluation;

namespace KnowledgeBase.Relevance;

/// <summary>
/// nDCG@10 (gain = grade, discount log2(rank + 1)) and Recall@100 over all judged queries, beside other runs of the same
/// queries, with a paired bootstrap: the interval that holds 95 of 100 mean differences of queries drawn again with replacement.
/// </summary>
internal static class CollectionScores
{
    private const int Draws = 2000;

    /// <param name="folder">Folder of collections.</param>
    /// <param name="others">Folder with a folder of runs for each collection ("xquad.de"), of which the first by name is taken; null for none.</param>
    /// <param name="own">Folder with runs of ours (<c>NAME.run</c>, written by <c>kb eval</c>); null to search here.</param>
    /// <param name="names">Collections; none for all.</param>
    public static int Print(string folder, string? others, string? own, IReadOnlyList<string> names)
    {
        var chosen = names.Count > 0 ? names
            : [.. Directory.EnumerateFiles(folder, "qrels.tsv", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, Path.GetDirectoryName(f)!)).Order(StringComparer.Ordinal)];
        var differences = new List<(string Name, double Ours, double Theirs, double[] Differences)>();
        Console.WriteLine("| collection | queries | nDCG@10 | R@100 | other run | difference, points | 95 % |\n| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var name in chosen)
        {
            var judged = Judgements.Read(Path.Combine(folder, name, "qrels.tsv"));
            var ours = own is null ? Run(Path.Combine(folder, name)) : Judgements.ReadRun(Path.Combine(own, Flat(name) + ".run"));
            var scores = judged.Queries.ToDictionary(q => q, q => judged.Ndcg(q, ours));
            var line = $"| {name} | {scores.Count} | {scores.Values.Average():0.000} | {judged.Queries.Average(q => judged.Recall(q, ours)):0.000} |";
            if (others is not null && Directory.EnumerateFiles(Path.Combine(others, Flat(name)), "*.run").Order(StringComparer.Ordinal).ToList() is { Count: > 0 } runs)
            {
                // "lang_…" stands before "std_…": the language analyzer where there is one.
                var theirs = Judgements.ReadRun(runs[0]);
                var paired = judged.Queries.Select(q => scores[q] - judged.Ndcg(q, theirs)).ToArray();
                differences.Add((name, scores.Values.Average(), judged.Queries.Average(q => judged.Ndcg(q, theirs)), paired));
                line += $" {differences[^1].Theirs:0.000} | {Points(paired.Average())} | {Interval([paired])} |";
            }

            Console.WriteLine(line);
        }

        PrintGroup("ad-hoc and FAQ", [.. differences.Where(d => IsAdHoc(d.Name))]);
        PrintGroup("sentences", [.. differences.Where(d => IsSentences(d.Name))]);
        PrintGroup("paragraphs", [.. differences.Where(d => !IsAdHoc(d.Name) && !IsSentences(d.Name))]);
        return 0;
    }

    private static bool IsSentences(string name) => name.StartsWith("xquad-sent", StringComparison.Ordinal);

    private static bool IsAdHoc(string name) => name is "cisi" or "cranfield" or "npl" || name.StartsWith("govfaq", StringComparison.Ordinal);

    private static string Flat(string name) => name.Replace('/', '.');

    private static string Points(double difference) => $"{100 * difference:+0.0;-0.0;0.0}";

    private static void PrintGroup(string name, IReadOnlyList<(string Name, double Ours, double Theirs, double[] Differences)> sets)
    {
        if (sets.Count > 0)
        {
            var (ours, theirs) = (sets.Average(s => s.Ours), sets.Average(s => s.Theirs));
            Console.WriteLine($"| **{name}** ({sets.Count}) | {sets.Sum(s => s.Differences.Length)} | {ours:0.000} | | {theirs:0.000} | {Points(ours - theirs)} | {Interval([.. sets.Select(s => s.Differences)])} |");
        }
    }

    /// <summary>The middle 95 % of the mean over the sets of the mean difference, queries drawn anew in each set.</summary>
    private static string Interval(IReadOnlyList<double[]> sets)
    {
        // Fixed seed: the same runs give the same interval.
        var random = new Random(1);
        var means = new double[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            foreach (var set in sets)
            {
                double sum = 0;
                for (var i = 0; i < set.Length; i++)
                {
                    sum += set[random.Next(set.Length)];
                }

                means[draw] += sum / set.Length / sets.Count;
            }
        }

        Array.Sort(means);
        return $"{Points(means[Draws / 40])} to {Points(means[Draws - 1 - (Draws / 40)])}";
    }

    private static Dictionary<string, List<string>> Run(string collection)
    {
        var run = Path.GetTempFileName();
        try
        {
            RetrievalEvaluation.Run(collection, null, run);
            return Judgements.ReadRun(run);
        }
        finally
        {
            File.Delete(run);
        }
    }
}
