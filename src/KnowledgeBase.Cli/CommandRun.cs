using System.CommandLine;

namespace KnowledgeBase.Cli;

/// <summary>What a command's exit code tells the caller.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int SomeInputsRefused = 1;
    public const int WrongUsage = 2;
    public const int DataDirectory = 3;
}

/// <summary>A command cannot go on: one clear sentence for the person, and the exit code.</summary>
internal sealed class CommandFailure(string sentence, int exitCode = ExitCode.DataDirectory, Exception? cause = null)
    : Exception(sentence, cause)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>Parses the command line, runs the command, and turns every ending into an exit code and one sentence.</summary>
internal static class CommandRun
{
    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        var parse = root.Parse(args);
        if (parse.Errors.Count > 0)
        {
            foreach (var error in parse.Errors)
            {
                Console.Error.WriteLine($"kb: {error.Message}");
            }

            Console.Error.WriteLine("'./kb help' lists the commands.");
            return ExitCode.WrongUsage;
        }

        try
        {
            return await parse.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Console.Error.WriteLine($"kb: {failure.Message}");
            if (parse.GetValue(GlobalOptions.Verbose))
            {
                Console.Error.WriteLine(failure);
            }

            return failure is CommandFailure known ? known.ExitCode : ExitCode.DataDirectory;
        }
    }
}
