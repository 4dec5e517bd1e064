using System.Diagnostics;

namespace KnowledgeBase.Measure;

/// <summary>How long one client waits for an answer.</summary>
internal static class Latency
{
    public static async Task<int> RunAsync(SearchClient client, string queriesFile, TimeSpan duration)
    {
        var queries = File.ReadLines(queriesFile).Select(l => l.Split('\t')).Select(c => c.Length > 1 ? c[1] : c[0]).Where(q => q.Length > 0).ToList();
        foreach (var query in queries)
        {
            await client.SearchAsync(query, 10);
        }

        var times = new List<double>();
        var clock = Stopwatch.StartNew();
        for (var i = 0; clock.Elapsed < duration; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await client.SearchAsync(queries[i % queries.Count], 10);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine($"{times.Count} searches, median {At(0.5):F1} ms, 95 % {At(0.95):F1} ms, 99 % {At(0.99):F1} ms");
        return 0;
        double At(double share) => times[(int)(share * (times.Count - 1))];
    }
}
