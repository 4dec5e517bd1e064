using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Cli.Lucene.Soaking;

/// <summary>Some of the faults of <see cref="FaultSoak"/> from outside: strace answers with EIO, then with ENOSPC, at single calls of the session in a process of its own.</summary>
internal static partial class TracedFaults
{
    private const string Calls = "write,fsync,rename,unlink";

    public static int Run(SoakArguments options, TextWriter output, TextWriter errors)
    {
        if (options["traced"] == 0) return 0;
        var places = Places(options["seed"]);
        var some = places.Where((_, i) => i % Math.Max(1, places.Count / options["traced"]) == 0).ToList();
        int done = 0, reported = 0;
        foreach (var (error, place) in from error in new[] { "EIO", "ENOSPC" } from place in some select (error, place))
        {
            var work = Directory.CreateTempSubdirectory("storage-faults");
            try
            {
                string[] strace = ["-f", "-qq", "-o", "/dev/null", "-e", "trace=" + Calls, "-e", $"inject={Calls}:error={error}:when={place.ToString(CultureInfo.InvariantCulture)}"];
                using var process = Process.Start(KillSoak.Traced(strace, "fault-session", work.FullName, options["seed"]))!;
                process.WaitForExit();
                done++;
                reported += process.ExitCode == 10 ? 1 : 0;
                if (process.ExitCode is 0 or 10) continue;
                errors.WriteLine($"{error} at call {place}: the session ended with {process.ExitCode}");
                return 1;
            }
            finally
            {
                work.Delete(recursive: true);
            }
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"SOAK storage-faults traced calls={places.Count} faults={done} reported={reported} lost=0"));
        return 0;
    }

    /// <summary>The session, <c>kb soak fault-session FOLDER SEED</c>: exit code 0 when no call failed, 10 when one failed and all went on well, 1 when something was lost or wrong.</summary>
    public static int Session(string[] args, TextWriter errors)
    {
        if (args.Length != 2 || !int.TryParse(args[1], CultureInfo.InvariantCulture, out var seed))
        {
            errors.WriteLine("usage: kb soak fault-session FOLDER SEED");
            return 3;
        }
        using var directory = new FileSystemDirectory(Path.Combine(args[0], "index"));
        var session = new FaultSession(directory, seed, 0, _ => { });
        if (session.Run() is { } complaint)
        {
            errors.WriteLine(complaint);
            return 1;
        }
        return session.Reported == 0 ? 0 : 10;
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
