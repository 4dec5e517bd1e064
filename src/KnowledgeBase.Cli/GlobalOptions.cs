using System.CommandLine;

namespace KnowledgeBase.Cli;

/// <summary>Options that every command takes.</summary>
internal static class GlobalOptions
{
    /// <summary>The data directory; by default <c>index/</c> beside the command.</summary>
    public static readonly Option<string> Data = new("--data")
    {
        Description = "The data directory",
        DefaultValueFactory = _ => Path.Combine(Root, "index"),
        Recursive = true,
    };

    public static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Show the technical side of errors",
        Recursive = true,
    };

    /// <summary>The folder of the product's checkout: the script tells it; without the script, the working folder.</summary>
    public static string Root => Environment.GetEnvironmentVariable("KB_ROOT") ?? Environment.CurrentDirectory;

    public static string DataDirectory(this ParseResult parse) => Path.GetFullPath(parse.GetValue(Data)!);
}
