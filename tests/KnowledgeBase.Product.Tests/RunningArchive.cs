using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace KnowledgeBase.Product.Tests;

/// <summary><c>kb up</c> on an empty data directory, with the sample archive loaded; stopped and swept away afterwards.</summary>
public sealed class RunningArchive : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private Process? _process;

    public string Data { get; } = Directory.CreateTempSubdirectory("kb-product-").FullName;

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>The link that signs one person in, once.</summary>
    public string SignInLink { get; private set; } = "";

    public HttpClient Http { get; } = new();

    /// <summary>What <c>kb status --json</c> said when the samples were loaded, before any test added to them.</summary>
    public JsonElement StatusOnceLoaded { get; private set; }

    public async Task InitializeAsync()
    {
        _process = Kb.Start("up", "--port", FreePort().ToString(), "--data", Data);
        var errors = _process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Patience);
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.StartsWith("The archive:", StringComparison.Ordinal))
            {
                Address = new Uri(line[(line.IndexOf("http", StringComparison.Ordinal))..]);
            }
            else if (line.StartsWith("Signed in", StringComparison.Ordinal))
            {
                SignInLink = line[line.IndexOf("http", StringComparison.Ordinal)..];
            }
            else if (line.StartsWith("Stop with", StringComparison.Ordinal))
            {
                Http.BaseAddress = Address;
                StatusOnceLoaded = JsonDocument.Parse((await Kb.RunAsync("status", "--json", "--data", Data)).Output).RootElement;
                return;
            }
        }

        throw new InvalidOperationException($"kb up ended before the site was up: {await errors}");
    }

    /// <summary>What the search API answers.</summary>
    public async Task<JsonElement> SearchAsync(string query, int size = 10) =>
        await GetAsync($"/api/v1/search?size={size}&q={Uri.EscapeDataString(query)}");

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await Http.GetAsync(new Uri(path, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    /// <summary>The name of the file a document came from, without folders.</summary>
    public async Task<string> FileOfAsync(string id) =>
        Path.GetFileName((await GetAsync($"/api/v1/documents/{id}")).GetProperty("files")[0].GetProperty("name").GetString()!);

    public async Task DisposeAsync()
    {
        Http.Dispose();
        if (_process is { HasExited: false })
        {
            // As a service manager would: the program must end by itself.
            using var signal = Process.Start("kill", ["-TERM", _process.Id.ToString()]);
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }

        _process?.Dispose();
        Directory.Delete(Data, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

[CollectionDefinition(Name)]
public class Product : ICollectionFixture<RunningArchive>
{
    public const string Name = "The running product";
}
