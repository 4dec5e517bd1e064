using System.Diagnostics;
using System.Text.Json;

namespace KnowledgeBase.Product.Tests;

/// <summary>A server rehearses with a made-up document once it is up: nobody may notice.</summary>
public sealed class AfterAStart : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _data = Directory.CreateTempSubdirectory("kb-rehearsal-").FullName;

    private Process? _server;

    private string Work => Path.Combine(_data, "work");

    private string Rehearsal => Path.Combine(Work, "rehearsal");

    public void Dispose()
    {
        if (_server is { HasExited: false } left)
        {
            left.Kill(entireProcessTree: true);
            left.WaitForExit();
        }

        _server?.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task The_document_of_the_rehearsal_leaves_no_trace()
    {
        var over = new TaskCompletionSource();
        using var watcher = Watch((_, _) => { }, (_, _) => over.TrySetResult());
        var server = await ServeAsync();
        await over.Task.WaitAsync(Patience);

        var status = await StatusAsync();
        Assert.Equal(0, status.GetProperty("documents").GetInt32());
        Assert.Empty(status.GetProperty("states").EnumerateObject());
        Assert.All(status.GetProperty("queue").EnumerateObject().Where(q => q.Value.ValueKind is JsonValueKind.Number), q => Assert.Equal(0, q.Value.GetDouble()));
        Assert.Equal(0, status.GetProperty("index").GetProperty("documents").GetInt32());
        Assert.Empty(Files("originals"));
        Assert.Empty(Files("texts"));
        Assert.Empty(Files("work"));
        await StopAsync(server);

        // The same, asked of nobody but the directory.
        Assert.Equal(0, (await StatusAsync()).GetProperty("documents").GetInt32());
        var found = await Kb.RunAsync("search", "council", "--data", _data);
        Assert.Equal("0 documents hold all the words.", found.Output.Trim());
    }

    [Fact]
    public async Task A_rehearsal_that_fails_hurts_no_server()
    {
        // Its folder is taken away as soon as it is there, and a file put into its place.
        var sabotaged = new TaskCompletionSource();
        using var watcher = Watch((_, _) => Sabotage(sabotaged), (_, _) => { });
        var server = await ServeAsync();
        await sabotaged.Task.WaitAsync(Patience);

        var file = Path.Combine(_data, "ferries.txt");
        await File.WriteAllTextAsync(file, "The ferries of Kvarnholm run every hour.");
        var ingest = await Kb.RunAsync("ingest", file, "--data", _data);
        Assert.True(ingest.ExitCode == 0, ingest.Errors);
        Assert.Equal(1, (await StatusAsync()).GetProperty("documents").GetInt32());
        await StopAsync(server);
    }

    private void Sabotage(TaskCompletionSource done)
    {
        while (!File.Exists(Rehearsal))
        {
            try
            {
                if (Directory.Exists(Rehearsal))
                {
                    Directory.Delete(Rehearsal, recursive: true);
                }

                using var instead = new FileStream(Rehearsal, FileMode.CreateNew);
            }
            catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
            {
                // It is being written into at this moment: once more.
                continue;
            }
        }

        done.TrySetResult();
    }

    private FileSystemWatcher Watch(FileSystemEventHandler came, FileSystemEventHandler went)
    {
        Directory.CreateDirectory(Work);
        var watcher = new FileSystemWatcher(Work, Path.GetFileName(Rehearsal));
        watcher.Created += came;
        watcher.Deleted += went;
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    private async Task<Process> ServeAsync()
    {
        var server = Kb.Start("serve", "--urls", "http://127.0.0.1:0", "--data", _data);
        _server = server;
        using var limit = new CancellationTokenSource(Patience);
        while (await server.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.StartsWith("Serving at ", StringComparison.Ordinal))
            {
                return server;
            }
        }

        throw new InvalidOperationException("kb serve ended before the site was up.");
    }

    private static async Task StopAsync(Process server)
    {
        using var signal = Process.Start("kill", ["-TERM", server.Id.ToString()]);
        var errors = await server.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await server.WaitForExitAsync().WaitAsync(Patience);
        Assert.DoesNotContain("Unhandled", errors, StringComparison.Ordinal);
        Assert.Equal(0, server.ExitCode);
    }

    private async Task<JsonElement> StatusAsync()
    {
        var run = await Kb.RunAsync("status", "--json", "--data", _data);
        Assert.True(run.ExitCode == 0, run.Errors);
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(Path.Combine(_data, folder), "*", SearchOption.AllDirectories);
}
