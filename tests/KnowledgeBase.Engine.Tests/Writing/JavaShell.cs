using System.Diagnostics;

namespace KnowledgeBase.Engine.Tests.Writing;

/// <summary>Runs the Java oracle's scripts, where the shared data and Java are there.</summary>
internal static class JavaShell
{
    private static readonly string Build = Directory.CreateTempSubdirectory("oracle-build").FullName;

    public static string? Folder { get; } = Find();

    public static (int Code, string Output) Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Folder!, script), arguments) { RedirectStandardOutput = true };
        start.Environment["ORACLE_BUILD_DIR"] = Build;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            var oracle = Path.Combine(folder.FullName, "shared", "lucene", "oracle");
            if (Directory.Exists(oracle)) return Directory.EnumerateFiles("/usr/share/java", "lucene-core-8*.jar").Any() ? oracle : null;
        }
        return null;
    }
}
