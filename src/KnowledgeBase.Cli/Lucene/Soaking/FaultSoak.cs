using System.Globalization;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Cli.Lucene.Soaking;

/// <summary>
/// <c>kb soak storage-faults [--minutes N] [--seed N] [--calls N] [--traced N]</c>: at each call in turn that a session of the engine makes on its index (new
/// file, write, fsync, rename, unlink, close) the file system fails, in each of the ways of <see cref="Failure"/>. The session must report the error, find the
/// last acknowledged commit or the one under way when it opens the index again, go on, and end with nothing lost and nothing left over or open. The faults
/// are put in the place of the engine's own calls; <c>--traced</c> of them are tried again with strace, which shows that the one is as the other.
/// </summary>
public static class FaultSoak
{
    /// <summary>Exit code 0 when every fault ended well, 1 when one did not, 3 for wrong use.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        if (SoakArguments.Parse(args, errors, "storage-faults", ("calls", int.MaxValue), ("traced", 20)) is not { } options) return 3;
        var work = Directory.CreateTempSubdirectory("storage-faults").FullName;
        try
        {
            foreach (var (failure, held) in from failure in Enum.GetValues<Failure>() from held in new[] { 0, 16 << 20 } select (failure, held))
            {
                int done = 0, reported = 0, silent = 0;
                // A full disk still lets files be removed and closed, so that each way has calls of its own to fail.
                var calls = Attempt(Path.Combine(work, "count"), options["seed"], held, failure, 0, out _).Count;
                for (var call = 1; call <= calls && options.GoesOn(done, "calls"); call++, done++)
                {
                    var result = Attempt(Path.Combine(work, "index"), options["seed"], held, failure, call, out var complaint);
                    // Only a file that could not be removed costs nothing that needs to be said: it is tried again.
                    if (complaint == null && result.Failed is null) complaint = "no call failed";
                    if (complaint == null && result.Failed is not "unlink" && result.Reported == 0) complaint = "nothing was reported";
                    if (complaint != null)
                    {
                        errors.WriteLine($"{failure} at call {call}, {held} bytes held ({result.Failed}): {complaint}");
                        return 1;
                    }
                    if (result.Reported > 0) reported++;
                    else silent++;
                }
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"SOAK storage-faults way={failure} segments={(held > 0 ? "held" : "written")} calls={calls} faults={done} reported={reported} unremoved={silent} lost=0 leftover=0 open=0"));
            }
            return TracedFaults.Run(options, output, errors);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static (int Count, string? Failed, int Reported) Attempt(string folder, int seed, long held, Failure failure, int call, out string? complaint)
    {
        Directory.CreateDirectory(folder);
        var calls = new FailingCalls(failure, call);
        try
        {
            using var directory = new FileSystemDirectory(folder, calls);
            var session = new FaultSession(directory, seed, held, healed => calls.IsHealed = healed);
            complaint = session.Run() ?? Open(folder);
            return (calls.Count, calls.Failed, session.Reported);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Null when no file of the folder is open any more.</summary>
    internal static string? Open(string folder) =>
        Directory.EnumerateFileSystemEntries("/proc/self/fd").Any(f => new FileInfo(f).LinkTarget?.StartsWith(folder, StringComparison.Ordinal) == true) ? "a file is still open" : null;
}
