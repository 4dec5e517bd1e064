using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace KnowledgeBase.Cli.Connection;

/// <summary>
/// How commands reach an archive: always through its HTTP API. When a server runs on the data directory they use that one;
/// else they open the directory themselves, on a loopback port of their own, for as long as the command takes.
/// So there is one way to do each thing, whoever asks.
/// </summary>
internal sealed class ArchiveConnection : IAsyncDisposable
{
    private readonly ServerHost? _own;

    private ArchiveConnection(RunningServer server, ServerHost? own)
    {
        _own = own;
        Http = new HttpClient { BaseAddress = new Uri(server.Url), Timeout = Timeout.InfiniteTimeSpan };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Key);
    }

    /// <summary>Signed with the owner's key.</summary>
    public HttpClient Http { get; }

    /// <param name="dataDirectory">The archive's.</param>
    /// <param name="cancellation">Breaks off.</param>
    /// <param name="asks">True for a command that only asks: opened for it alone, the archive takes up no work.</param>
    /// <exception cref="CommandFailure">The data directory is in use or damaged.</exception>
    public static async Task<ArchiveConnection> OpenAsync(string dataDirectory, CancellationToken cancellation, bool asks = false)
    {
        if (RunningServer.Find(dataDirectory) is { } running)
        {
            var connection = new ArchiveConnection(running, null);
            if (await connection.AnswersAsync(cancellation))
            {
                return connection;
            }

            await connection.DisposeAsync();
        }

        var own = await ServerHost.StartAsync(new ServerHostOptions { DataDirectory = dataDirectory, Quiet = true, Asked = asks }, cancellation);
        return new ArchiveConnection(own.Server, own);
    }

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellation) =>
        await ReadAsync(await Http.GetAsync(new Uri(path, UriKind.Relative), cancellation), cancellation);

    public async Task<JsonElement> PostAsync(string path, object body, CancellationToken cancellation) =>
        await ReadAsync(await Http.PostAsJsonAsync(path, body, cancellation), cancellation);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_own is not null)
        {
            await _own.DisposeAsync();
        }
    }

    /// <summary>The answer's JSON; a refusal becomes the sentence that came with it.</summary>
    /// <exception cref="CommandFailure">The call was refused.</exception>
    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        using (response)
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
            var answer = isJson ? (await JsonDocument.ParseAsync(body, default, cancellation)).RootElement : default;
            if (response.IsSuccessStatusCode)
            {
                return answer;
            }

            var detail = isJson && answer.TryGetProperty("detail", out var d) ? d.GetString() : null;
            throw new CommandFailure(detail ?? $"the archive answered {(int)response.StatusCode}", ExitCode.SomeInputsRefused);
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri("/health/live", UriKind.Relative), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
