using System.Runtime.InteropServices;

namespace KnowledgeBase.Ingestion;

/// <summary>
/// Gives memory back that a load has left behind. The runtime collects large objects late, and an index is written out of large
/// arrays: without this a server keeps several times what it needs for as long as it lives. A collection over the little that is
/// alive takes some tens of milliseconds, so it is made by volume, not by time.
/// </summary>
internal sealed partial class MemoryTrim
{
    /// <summary>Allocated bytes after which it is worth a collection while documents come in.</summary>
    private const long Working = 192L << 20;

    /// <summary>The same when there is nothing else to do.</summary>
    private const long Idle = 24L << 20;

    private long last = GC.GetTotalAllocatedBytes();

    /// <summary>To be called between two steps of work, never by two threads at once.</summary>
    public void Consider(bool idle)
    {
        if (GC.GetTotalAllocatedBytes() - last < (idle ? Idle : Working))
        {
            return;
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        last = GC.GetTotalAllocatedBytes();
        if (OperatingSystem.IsLinux() && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "malloc_trim", out _))
        {
            // What compression, ICU and SQLite have freed: the C library keeps it otherwise.
            malloc_trim(0);
        }
    }

#pragma warning disable SYSLIB1054, CA1707, IDE1006, SA1300 // The name is the system's.
    [LibraryImport("libc")]
    private static partial int malloc_trim(nint keep);
#pragma warning restore SYSLIB1054, CA1707, IDE1006, SA1300
}
