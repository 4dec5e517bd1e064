using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using KnowledgeBase.Cli.Connection;

namespace KnowledgeBase.Cli.Soaking;

/// <summary>The real server in a process of its own, to be killed.</summary>
internal sealed class ServedArchive : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process process;
    private readonly string data;
    private readonly int serverId;

    private ServedArchive(Process process, string data, RunningServer server)
    {
        this.process = process;
        this.data = data;
        serverId = server.ProcessId;
        Http = new HttpClient { BaseAddress = new Uri(server.Url), Timeout = Patience };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Key);
    }

    public HttpClient Http { get; }

    /// <summary>Starts it and kills it after some time, wherever its start has come to: also while it mends what the last end left.</summary>
    public static async Task StartAndKillAsync(string data, TimeSpan after)
    {
        using var process = Launch(data, fault: null);
        var errors = process.StandardError.ReadToEndAsync();
        await Task.Delay(after);
        process.Kill();
        await process.WaitForExitAsync();
        await errors;
    }

    /// <summary>Starts it on a free port and waits until it answers.</summary>
    /// <exception cref="CommandFailure">It ended instead, or did not answer in two minutes.</exception>
    /// <param name="data">The data directory.</param>
    /// <param name="fault">A system call that is to fail and when, in the words of strace's option inject; null for none.</param>
    public static async Task<ServedArchive> StartAsync(string data, string? fault = null)
    {
        var process = Launch(data, fault);
        var errors = process.StandardError.ReadToEndAsync();
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < Patience)
        {
            if (process.HasExited)
            {
                throw new CommandFailure($"the server did not start: {(await errors).Trim()}", process.ExitCode);
            }

            if (RunningServer.Find(data) is { } server && (fault is not null || server.ProcessId == process.Id))
            {
                return new ServedArchive(process, data, server);
            }

            await Task.Delay(30);
        }

        process.Kill();
        throw new CommandFailure("the server did not answer within two minutes");
    }

    private static Process Launch(string data, string? fault)
    {
        var start = new ProcessStartInfo(fault is null ? Environment.ProcessPath! : "strace") { RedirectStandardOutput = true, RedirectStandardError = true };
        if (fault is not null)
        {
            foreach (var argument in new[] { "-f", "-qq", "--seccomp-bpf", "-o", "/dev/null", "-e", "trace=" + fault.Split(':')[0], "-e", "inject=" + fault, Environment.ProcessPath! })
            {
                start.ArgumentList.Add(argument);
            }
        }

        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        }

        foreach (var argument in new[] { "serve", "--data", data, "--urls", "http://127.0.0.1:0" })
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    /// <summary>Sends a file. The answer's id is an acknowledgement: from then on the file must never be lost.</summary>
    /// <exception cref="HttpRequestException">The server was killed under the call.</exception>
    public async Task<(string? Id, string Status)> UploadAsync(SoakFile file, bool bulk)
    {
        using var content = new ByteArrayContent(file.Content);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var form = new MultipartFormDataContent { { content, "file", file.Name }, { new StringContent(bulk ? "bulk" : "person"), "priority" } };
        using var response = await Http.PostAsync(new Uri("/api/v1/documents", UriKind.Relative), form);
        if (!response.IsSuccessStatusCode)
        {
            return (null, string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode}"));
        }

        var receipt = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("documents")[0];
        return (receipt.GetProperty("id").GetString(), receipt.GetProperty("status").GetString()!);
    }

    public async Task<JsonElement> GetAsync(string path) =>
        await ArchiveConnection.ReadAsync(await Http.GetAsync(new Uri(path, UriKind.Relative)), CancellationToken.None);

    public async Task<JsonElement> PostAsync(string path, object body) =>
        await ArchiveConnection.ReadAsync(await Http.PostAsJsonAsync(path, body), CancellationToken.None);

    /// <summary>SIGKILL, as the kernel does it when memory runs out.</summary>
    public async Task KillAsync()
    {
        try
        {
            using var server = Process.GetProcessById(serverId);
            server.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It has ended by itself: what was wanted.
            await process.WaitForExitAsync();
            return;
        }

        await process.WaitForExitAsync();
    }

    /// <summary>Kills one of its workers.</summary>
    /// <returns>False when none was found.</returns>
    public bool KillWorker(Random random)
    {
        var workers = Workers(data);
        if (workers.Count == 0)
        {
            return false;
        }

        try
        {
            using var worker = Process.GetProcessById(workers[random.Next(workers.Count)]);
            worker.Kill();
            return true;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Processes that read documents of this data directory, whoever started them: their command line names its scratch folder.</summary>
    public static IReadOnlyList<int> Workers(string data)
    {
        var found = new List<int>();
        var mark = Path.Combine(data, "work") + "/kb-worker-";
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(f => char.IsAsciiDigit(Path.GetFileName(f)[0])))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(folder, "cmdline")).Contains(mark, StringComparison.Ordinal))
                {
                    found.Add(int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture));
                }
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended while it was looked at.
                continue;
            }
        }

        return found;
    }

    /// <summary>Stops it as a system does, and waits.</summary>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!process.HasExited)
        {
            using var terminate = Process.Start("kill", ["-TERM", serverId.ToString(CultureInfo.InvariantCulture)]);
            await terminate.WaitForExitAsync();
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }
}
