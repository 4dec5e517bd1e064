using KnowledgeBase.Cli.Lucene.Soaking;

namespace KnowledgeBase.Cli.Commands;

/// <summary><c>kb soak NAME</c>: the long tests. Each prints rounds done and faults found, and ends with 1 on any fault.</summary>
internal static class SoakCommand
{
    private const string Usage =
        """
        usage: kb soak disk [--histories=N] [--seed=N]     random histories on a simulated disk that loses power or fails
               kb soak kill-engine [--kills=N] [--seed=N]  the engine killed at each write, sync, rename and unlink in turn
        """;

    public static int Run(string[] args)
    {
        switch (args)
        {
            case ["disk", .. var rest]:
                return DiskSoak.Run(rest, Console.Out, Console.Error);
            case ["kill-engine", .. var rest]:
                return KillSoak.Run(rest, Console.Out, Console.Error);
            case ["kill-session", .. var rest]:
                return KillSoak.Session(rest, Console.Out, Console.Error);
            default:
                Console.Error.WriteLine(Usage);
                return ExitCode.WrongUsage;
        }
    }
}
