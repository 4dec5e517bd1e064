using System.Runtime.InteropServices;

namespace KnowledgeBase.Cli.Lucene;

/// <summary>Processor time of the calling thread: what a measurement on a shared machine can trust.</summary>
internal static class ThreadClock
{
    private const int ThreadProcessorTime = 3;

    /// <summary>Microseconds of processor time since the thread began.</summary>
    public static double Microseconds() =>
        GetTime(ThreadProcessorTime, out var time) == 0 ? (time.Seconds * 1e6) + (time.Nanoseconds / 1e3) : throw new InvalidOperationException("the thread's clock cannot be read");

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
