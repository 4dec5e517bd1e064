using System.Text.Json;

namespace KnowledgeBase.Measure;

/// <summary>One hit as the API gives it, with the name of the file it came from.</summary>
/// <param name="Id">The document's id.</param>
/// <param name="Pages">Pages of the snippets, best first.</param>
internal sealed record Hit(string Id, IReadOnlyList<int> Pages);

/// <summary>The search API, and what a document's record says of its files.</summary>
internal sealed class SearchClient(string url)
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(url) };
    private readonly Dictionary<string, IReadOnlyList<string>> _files = [];

    public async Task<IReadOnlyList<Hit>> SearchAsync(string query, int size)
    {
        var answer = await GetAsync($"/api/v1/search?q={Uri.EscapeDataString(query)}&size={size}");
        return [.. answer.GetProperty("hits").EnumerateArray().Select(h => new Hit(
            h.GetProperty("id").GetString()!,
            [.. h.GetProperty("snippets").EnumerateArray().Select(s => s.GetProperty("page").GetInt32())]))];
    }

    /// <summary>The names under which a document's file was received, without folders.</summary>
    public async Task<IReadOnlyList<string>> FileNamesAsync(string id)
    {
        if (!_files.TryGetValue(id, out var names))
        {
            var record = await GetAsync($"/api/v1/documents/{id}");
            names = [.. Names(record.GetProperty("files")).Distinct()];
            _files[id] = names;
        }

        return names;
    }

    private static IEnumerable<string> Names(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Names),
        JsonValueKind.Object => element.EnumerateObject()
            .Where(p => p.Name is "name" or "names" or "path" or "sources")
            .SelectMany(p => Names(p.Value)),
        JsonValueKind.String => [Path.GetFileName(element.GetString()!)],
        _ => [],
    };

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        response.EnsureSuccessStatusCode();
        return (await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync())).RootElement;
    }
}
