using System.Diagnostics;

namespace KnowledgeBase.Product.Tests;

/// <summary>A folder with the script and a build of it that is whatever a test puts there; its tools can be stood in for.</summary>
internal sealed class ScriptFolder : IDisposable
{
    private readonly Dictionary<string, string> _environment = [];
    private DateTime _built = DateTime.UtcNow;

    public ScriptFolder()
    {
        Directory.CreateDirectory(Path.Combine(Root, "src", "KnowledgeBase.Cli", "Ahead"));
        foreach (var file in new[] { "kb", "global.json", "Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", Path.Combine("src", "KnowledgeBase.Cli", "Ahead", "Compiler.proj") })
        {
            File.Copy(Path.Combine(Kb.Root, file), Path.Combine(Root, file));
        }
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("kb-script-").FullName;

    public string Build => Path.Combine(Root, "artifacts", "bin", "KnowledgeBase.Cli", "release");

    public string Ahead => Path.Combine(Root, "artifacts", "ahead");

    /// <summary>Puts files into the build and marks it as newer than all before it.</summary>
    public void Built(params (string Name, byte[] Content)[] files)
    {
        foreach (var (name, content) in files)
        {
            var path = Path.Combine(Build, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
        }

        var stamp = Path.Combine(Root, "artifacts", ".built");
        File.WriteAllBytes(stamp, []);
        _built += TimeSpan.FromMinutes(1);
        File.SetLastWriteTimeUtc(stamp, _built);
    }

    /// <summary>A program of this name is found before the machine's own.</summary>
    public void StandIn(string name, string script)
    {
        var folder = Path.Combine(Root, "stand-ins");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, "#!/bin/sh\n" + script);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        _environment["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}";
    }

    public void Set(string variable, string value) => _environment[variable] = value;

    public async Task<Finished> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Root, "kb"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Finished(process.ExitCode, await output, await errors);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
