using System.Runtime.InteropServices;

namespace KnowledgeBase.Relevance.Layout;

/// <summary>Processor time of the calling thread: what a busy machine hardly changes.</summary>
internal static class ProcessorClock
{
    private const int ThreadProcessorTime = 3;

    /// <summary>Microseconds of processor time that the calling thread has used.</summary>
    public static double Microseconds => GetTime(ThreadProcessorTime, out var time) == 0
        ? (time.Seconds * 1e6) + (time.Nanoseconds / 1e3)
        : throw new InvalidOperationException("The clock of the thread's processor time cannot be read.");

    /// <summary>Processor time of an action in microseconds, the median of several runs after one for warmth.</summary>
    public static double Median(int runs, Action action)
    {
        action();
        return Median(Enumerable.Range(0, runs).Select(_ =>
        {
            var begun = Microseconds;
            action();
            return Microseconds - begun;
        }));
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out Moment time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Moment
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
