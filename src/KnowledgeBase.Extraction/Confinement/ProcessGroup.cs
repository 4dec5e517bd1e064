using System.Diagnostics;
using System.Runtime.InteropServices;

namespace KnowledgeBase.Extraction.Confinement;

/// <summary>
/// Starts programs as leaders of a process group and ends the whole group at once.
/// All starts happen on one thread that lives as long as the program: the kernel kills a cage when the
/// <em>thread</em> that started it ends, and threads of the pool come and go.
/// </summary>
internal static partial class ProcessGroup
{
    private const int SigKill = 9;
    private static readonly System.Collections.Concurrent.BlockingCollection<(ProcessStartInfo Info, TaskCompletionSource<Process> Done)> Requests = [];

    static ProcessGroup()
    {
        new Thread(Serve) { IsBackground = true, Name = "process starter" }.Start();
    }

    /// <summary>Starts a program found in a system folder; it must call setsid itself to lead a group, as <see cref="Cage"/>'s command lines do.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public static Task<Process> StartAsync(ProcessStartInfo info)
    {
        var done = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add((info, done));
        return done.Task;
    }

    /// <summary>Kills the group led by <paramref name="process"/>, children that were left behind included.</summary>
    public static void Kill(Process process)
    {
        // The group may already be gone, or not yet formed when the leader has not reached setsid: both are covered.
        _ = KillNative(-process.Id, SigKill);
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended: what was wanted.
            return;
        }
    }

    private static void Serve()
    {
        foreach (var (info, done) in Requests.GetConsumingEnumerable())
        {
            try
            {
                done.SetResult(Process.Start(info)!);
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int KillNative(int processId, int signal);
}
