using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using KnowledgeBase.Engine.Checking;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Cli.Lucene.Soaking;

/// <summary>
/// <c>kb soak storage-faults [--minutes N] [--seed N] [--calls N]</c>: at each call that a session of the engine makes on its index in turn (write, fsync,
/// rename, unlink) strace answers with EIO, then with ENOSPC. The session must report the error, find the last acknowledged commit or the one under way when
/// it opens the index again, and go on to its end.
/// </summary>
public static partial class FaultSoak
{
    private const string Calls = "write,fsync,rename,unlink";
    private const int Steps = 60;

    /// <summary>Exit code 0 when every fault ended well, 1 when one did not, 3 for wrong use.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        if (SoakArguments.Parse(args, errors, "storage-faults", ("calls", int.MaxValue)) is not { } options) return 3;
        var places = Places(options["seed"]);
        int done = 0, reported = 0;
        foreach (var error in new[] { "EIO", "ENOSPC" })
        {
            foreach (var place in places)
            {
                if (!options.GoesOn(done, "calls")) break;
                var work = Directory.CreateTempSubdirectory("storage-faults");
                try
                {
                    string[] strace = ["-f", "-qq", "-o", "/dev/null", "-e", "trace=" + Calls, "-e", $"inject={Calls}:error={error}:when={place.ToString(CultureInfo.InvariantCulture)}"];
                    using var process = Process.Start(KillSoak.Traced(strace, "fault-session", work.FullName, options["seed"]))!;
                    process.WaitForExit();
                    done++;
                    if (process.ExitCode is 0 or 10)
                    {
                        reported += process.ExitCode == 10 ? 1 : 0;
                        continue;
                    }
                    errors.WriteLine($"{error} at call {place}: the session ended with {process.ExitCode}");
                    return 1;
                }
                finally
                {
                    work.Delete(recursive: true);
                }
            }
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"SOAK storage-faults calls={places.Count} faults={done} reported={reported} lost=0 stuck=0"));
        return 0;
    }

    /// <summary>The session: exit code 0 when no call failed, 10 when one failed and all went on well, 1 when something was lost or wrong.</summary>
    public static int Session(string[] args, TextWriter errors)
    {
        if (args.Length != 2 || !int.TryParse(args[1], CultureInfo.InvariantCulture, out var seed))
        {
            errors.WriteLine("usage: kb soak fault-session FOLDER SEED");
            return 3;
        }
        using var directory = new FileSystemDirectory(Path.Combine(args[0], "index"));
        var history = new RandomHistory(seed);
        var failures = 0;
        for (var step = 0; step < Steps;)
        {
            try
            {
                using var writer = IndexWriter.Open(directory, RandomHistory.Options);
                for (; step < Steps; step++) history.Step(writer);
                history.Commit(writer);
            }
            catch (IOException e)
            {
                // The count of calls is each thread's own, so that another thread may meet the fault once more.
                if (++failures > 20)
                {
                    errors.WriteLine($"it does not go on: {e.Message}");
                    return 1;
                }
                step++;
                if (Complaint(directory, history) is { } complaint)
                {
                    errors.WriteLine($"after “{e.Message}”: {complaint}");
                    return 1;
                }
            }
        }
        if (IndexCheck.Run(directory) is { IsSound: false } check)
        {
            errors.WriteLine(check.Findings.Count > 0 ? check.Findings[0].ToString() : "no commit at the end");
            return 1;
        }
        using var end = IndexSnapshot.Open(directory);
        return !RandomHistory.Same(RandomHistory.Read(end), history.Committed) ? 1 : failures == 0 ? 0 : 10;
    }

    /// <summary>Null when the index holds the last acknowledged commit or the one under way; the history goes on from what it holds.</summary>
    private static string? Complaint(FileSystemDirectory directory, RandomHistory history)
    {
        var found = new Dictionary<string, string[]>();
        if (directory.ListAll().Any(f => f.StartsWith("segments_", StringComparison.Ordinal)))
        {
            using var snapshot = IndexSnapshot.Open(directory);
            found = RandomHistory.Read(snapshot);
        }
        if (!RandomHistory.Same(found, history.Committed) && !(history.Committing is { } next && RandomHistory.Same(found, next)))
            return $"{found.Count} documents were found, {history.Committed.Count} were committed";
        history.Reopened(found);
        return null;
    }

    /// <summary>Which of its calls the session's thread makes on the index, by a run that only looks.</summary>
    private static List<int> Places(int seed)
    {
        var work = Directory.CreateTempSubdirectory("storage-faults");
        try
        {
            var trace = Path.Combine(work.FullName, "trace");
            using (var process = Process.Start(KillSoak.Traced(["-f", "-y", "-qq", "-o", trace, "-e", "trace=" + Calls], "fault-session", work.FullName, seed))!) process.WaitForExit();
            var counts = new Dictionary<string, int>();
            var places = new SortedSet<int>();
            foreach (var line in File.ReadLines(trace))
            {
                // Each thread's calls are counted apart; a call resumed is no further one.
                if (Call().Match(line) is not { Success: true } call) continue;
                var number = counts[call.Groups[1].Value] = counts.GetValueOrDefault(call.Groups[1].Value) + 1;
                if (line.Contains(work.FullName + "/index", StringComparison.Ordinal)) places.Add(number);
            }
            return [.. places];
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    [GeneratedRegex(@"^(\d+) +(write|fsync|rename|unlink)\(")]
    private static partial Regex Call();
}
