using KnowledgeBase.Cli.Lucene.Soaking;
using KnowledgeBase.Cli.Soaking;

namespace KnowledgeBase.Cli.Commands;

/// <summary><c>kb soak NAME</c>: the long tests. Each prints rounds done and faults found, and ends with 1 on any fault.</summary>
internal static class SoakCommand
{
    private const string Usage =
        """
        usage: kb soak kill [--minutes N] [--seed S] [--kills N]    the server and its workers killed during a bulk load with uploads
               kb soak faults [--minutes N] [--seed S] [--kills N]  the same while the disk fails under the server (needs strace)
               kb soak fuzz [--minutes N] [--seed S]                damaged files of all formats through the readers
               kb soak disk [--minutes N] [--seed S] [--histories N]         random histories on a simulated disk that loses power or fails
               kb soak kill-engine [--minutes N] [--seed S] [--kills N]      the engine killed at each write, sync, rename and unlink in turn
               kb soak storage-faults [--minutes N] [--seed S] [--calls N]   the disk failing or full at each call of a session in turn
               kb soak power-cut [--minutes N] [--seed S] [--cuts N]         file systems shut down under the engine (root, ext4 and XFS)
               kb soak mixed [--minutes N] [--seed S] [--steps N]            a writer, background merges and readers together
               kb soak flips [--minutes N] [--seed S] [--flips N]            single bits of an index flipped
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        switch (args)
        {
            case ["kill", .. var rest]:
                return SoakOptions.Parse(rest) is { } kill ? await new ArchiveKillSoak(kill).RunAsync() : ExitCode.WrongUsage;
            case ["faults", .. var rest]:
                return SoakOptions.Parse(rest) is { } faults ? await new ArchiveKillSoak(faults, faulty: true).RunAsync() : ExitCode.WrongUsage;
            case ["fuzz", .. var rest]:
                return SoakOptions.Parse(rest) is { } fuzz ? await new FuzzSoak(fuzz).RunAsync() : ExitCode.WrongUsage;
            case ["disk", .. var rest]:
                return DiskSoak.Run(rest, Console.Out, Console.Error);
            case ["kill-engine", .. var rest]:
                return KillSoak.Run(rest, Console.Out, Console.Error);
            case ["storage-faults", .. var rest]:
                return FaultSoak.Run(rest, Console.Out, Console.Error);
            case ["fault-session", .. var rest]:
                return TracedFaults.Session(rest, Console.Error);
            case ["power-cut", .. var rest]:
                return await PowerCutSoak.RunAsync(rest, Console.Out, Console.Error);
            case ["mixed", .. var rest]:
                return MixedSoak.Run(rest, Console.Out, Console.Error);
            case ["flips", .. var rest]:
                return FlipSoak.Run(rest, Console.Out, Console.Error);
            case ["kill-session", .. var rest]:
                return KillSoak.Session(rest, Console.Out, Console.Error);
            default:
                Console.Error.WriteLine(Usage);
                return ExitCode.WrongUsage;
        }
    }
}
