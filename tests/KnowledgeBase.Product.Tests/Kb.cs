using System.Diagnostics;
using System.Text;

namespace KnowledgeBase.Product.Tests;

/// <summary>What a finished command printed, and its exit code.</summary>
public sealed record Finished(int ExitCode, string Output, string Errors);

/// <summary>The built command, run as a person would run it.</summary>
public static class Kb
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    private static string Program { get; } = Path.Combine(Root, "artifacts", "bin", "KnowledgeBase.Cli", "release", "kb.dll");

    /// <summary>Runs a command to its end.</summary>
    public static async Task<Finished> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Finished(process.ExitCode, await output, await errors);
    }

    /// <summary>Starts a command; its output is the caller's to read.</summary>
    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["KB_ROOT"] = Root;
        return Process.Start(start)!;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "KnowledgeBase.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests must lie under the folder of the solution.");
    }
}
