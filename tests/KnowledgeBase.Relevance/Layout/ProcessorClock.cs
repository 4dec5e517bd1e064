using KnowledgeBase.Cli.Lucene;

namespace KnowledgeBase.Relevance.Layout;

/// <summary>Processor time of the calling thread: what a busy machine hardly changes.</summary>
internal static class ProcessorClock
{
    /// <summary>Processor time of an action in microseconds, the median of several runs after one for warmth.</summary>
    public static double Median(int runs, Action action)
    {
        action();
        return Median(Enumerable.Range(0, runs).Select(_ =>
        {
            var begun = ThreadClock.Microseconds();
            action();
            return ThreadClock.Microseconds() - begun;
        }));
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }
}
