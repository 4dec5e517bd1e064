using System.Diagnostics;

namespace KnowledgeBase.Text.Benchmarks;

/// <summary>How fast a text is analysed, best of seven, and what it allocates once its words are known.</summary>
internal static class Speed
{
    private const int Rounds = 7;

    internal static int Print(string file, string language)
    {
        var text = File.ReadAllText(file);
        var tokens = new List<Token>();
        var best = TimeSpan.MaxValue;
        long allocated = 0;
        for (var round = 0; round < Rounds; round++)
        {
            tokens.Clear();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            TextAnalyzer.Analyze(text, language, tokens);
            var elapsed = Stopwatch.GetElapsedTime(start);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            best = elapsed < best ? elapsed : best;
        }

        Console.WriteLine(
            $"{language}: {tokens.Count} tokens, {best.TotalNanoseconds / tokens.Count:F0} ns a token, "
            + $"{text.Length / best.TotalSeconds / 1e6:F0} million characters a second, {(double)allocated / tokens.Count:F2} bytes a token");
        return 0;
    }
}
