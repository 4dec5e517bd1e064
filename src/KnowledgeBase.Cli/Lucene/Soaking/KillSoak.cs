using System.Diagnostics;
using System.Globalization;
using KnowledgeBase.Engine.Checking;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Cli.Lucene.Soaking;

/// <summary>
/// <c>kb soak kill-engine [--minutes N] [--seed N] [--kills N] [--from N]</c>: a session of adds, updates, deletes, merges and commits in a process of
/// its own is killed (by strace) at its first, second, third… write, fsync, rename or unlink. Each time the index must open, pass the
/// check, and hold exactly a commit that was acknowledged last or under way.
/// </summary>
public static class KillSoak
{
    internal const int Steps = 150;

    /// <summary>Exit code 0 when every kill ended well, 1 when one did not, 3 for wrong use.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        if (SoakArguments.Parse(args, errors, "kill-engine", ("kills", 1000), ("from", 1)) is not { } options) return 3;
        int from = options["from"], seed = options["seed"];
        var states = CommittedStates(seed);
        int killed = 0, finished = 0;
        for (var call = from; options.GoesOn(call - from, "kills"); call++)
        {
            var work = Directory.CreateTempSubdirectory("kill-engine");
            try
            {
                if (KillAt(call, seed, work.FullName)) killed++;
                else finished++;
                if (Verify(work.FullName, states) is not { } complaint) continue;
                errors.WriteLine($"killed at call {call}: {complaint}");
                return 1;
            }
            finally
            {
                work.Delete(recursive: true);
            }
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"SOAK kill-engine kills={killed} finished={finished} commits={states.Count} lost=0 unopenable=0"));
        return 0;
    }

    /// <summary>The session that is killed: <c>kb soak kill-session FOLDER SEED</c>; notes each acknowledged commit in FOLDER/acknowledged.</summary>
    public static int Session(string[] args, TextWriter output, TextWriter errors)
    {
        if (args.Length != 2 || !int.TryParse(args[1], CultureInfo.InvariantCulture, out var seed))
        {
            errors.WriteLine("usage: kb soak kill-session FOLDER SEED");
            return 3;
        }
        using var directory = new FileSystemDirectory(Path.Combine(args[0], "index"));
        using var acknowledged = new FileStream(Path.Combine(args[0], "acknowledged"), FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1);
        try
        {
            Live(directory, seed, _ => acknowledged.WriteByte((byte)'c'));
            return 0;
        }
        catch (IOException e)
        {
            // Where the soak takes the file system away.
            output.WriteLine(e.Message);
            return 1;
        }
    }

    private static void Live(IndexDirectory directory, int seed, Action<Dictionary<string, string[]>> committed)
    {
        using var writer = IndexWriter.Open(directory, RandomHistory.Options);
        var history = new RandomHistory(seed);
        var last = history.Committed;
        for (var step = 0; step < Steps; step++)
        {
            history.Step(writer);
            if (ReferenceEquals(last, history.Committed)) continue;
            last = history.Committed;
            committed(last);
        }
    }

    internal static List<Dictionary<string, string[]>> CommittedStates(int seed)
    {
        var states = new List<Dictionary<string, string[]>> { new() };
        using var directory = new MemoryDirectory();
        Live(directory, seed, state => states.Add(new(state)));
        return states;
    }

    private static bool KillAt(int call, int seed, string work)
    {
        const string Calls = "write,fsync,rename,unlink";
        using var process = Process.Start(Traced(["-f", "-qq", "-o", "/dev/null", "-e", "trace=" + Calls,
            "-e", $"inject={Calls}:signal=KILL:when={call.ToString(CultureInfo.InvariantCulture)}"], "kill-session", work, seed))!;
        process.WaitForExit();
        return process.ExitCode != 0;
    }

    /// <summary>How to start this program again as a session of a soak, under strace when there are options for it.</summary>
    internal static ProcessStartInfo Traced(IReadOnlyList<string> strace, string session, string work, int seed)
    {
        var line = new List<string>(strace.Count > 0 ? ["strace", .. strace] : []) { Environment.ProcessPath! };
        // Under "dotnet program.dll" the program itself is the first argument.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") line.Add(Environment.GetCommandLineArgs()[0]);
        line.AddRange(["soak", session, work, seed.ToString(CultureInfo.InvariantCulture)]);
        var start = new ProcessStartInfo(line[0], line.Skip(1));
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return start;
    }

    /// <summary>Null when the index is as it must be.</summary>
    internal static string? Verify(string work, List<Dictionary<string, string[]>> states)
    {
        var note = new FileInfo(Path.Combine(work, "acknowledged"));
        var acknowledged = note.Exists ? (int)note.Length : 0;
        var folder = Path.Combine(work, "index");
        if (!Directory.Exists(folder)) return acknowledged == 0 ? null : "the index is gone";
        using var directory = new FileSystemDirectory(folder);
        // A writer must be able to go on, and tidies up what the kill left behind.
        using (IndexWriter.Open(directory, RandomHistory.Options))
        {
            if (!directory.ListAll().Any(f => f.StartsWith("segments_", StringComparison.Ordinal))) return acknowledged == 0 ? null : "no commit is left";
        }
        var check = IndexCheck.Run(directory);
        if (!check.IsSound) return check.Findings.Count > 0 ? check.Findings[0].ToString() : "no commit";
        using var snapshot = IndexSnapshot.Open(directory);
        var found = RandomHistory.Read(snapshot);
        return states.Skip(acknowledged).Take(2).Any(s => RandomHistory.Same(s, found)) ? null
            : $"{acknowledged} commits were acknowledged, but the {found.Count} documents found are of none of the last two";
    }
}
