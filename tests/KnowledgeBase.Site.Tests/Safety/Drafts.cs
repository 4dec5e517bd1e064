using KnowledgeBase.Site.Tests.Support;

namespace KnowledgeBase.Site.Tests.Safety;

/// <summary>
/// A draft, and a document for registered readers, show in no answer to somebody without rights: not in hits, counts,
/// facets, suggestions, pictures, text, files or error messages.
/// </summary>
[Collection(SmallArchive.Name)]
public class Drafts(SmallArchive archive)
{
    // Words that stand only in the guarded documents or their records.
    private static readonly string[] Traces = ["uicksilver", "Secretville", "secretville", "Memberton", "memberton", "Hidden, Hand", "2025", "2024"];

    private static readonly string[] Reading =
    [
        "/", "/search?q=", "/search?q=tram", "/search?q=quicksilver", "/search?q=quicks", "/search?q=&order=added", "/search?q=&order=newest",
        "/search?q=&collection=secrets", "/search?q=&place=secretville", "/search?q=&theme=risk-and-crisis", "/search?q=&account=unread", "/about",
        "/places/secretville", "/themes/risk-and-crisis", "/themes/ageing", "/places/torino", "/documents/{torino}", "/documents/{torino}?q=tram",
        "/documents/{draft}", "/documents/{registered}", "/documents/{draft}?q=plan", "/documents/{draft}/edit", "/documents/{registered}/edit", "/upload", "/ingestion", "/metrics",
        "/api/v1/search?q=", "/api/v1/search?q=tram", "/api/v1/search?q=quicksilver", "/api/v1/search?q=quicksilvr~", "/api/v1/search?q=quick*", "/api/v1/search?q=title:quicksilver",
        "/api/v1/search?q=author:hidden", "/api/v1/search?q=&year=2025", "/api/v1/search?q=&collection=secrets", "/api/v1/search?q=&place=secretville", "/api/v1/search?q=&theme=risk-and-crisis&size=100",
        "/api/v1/suggest?q=quick", "/api/v1/suggest?q=secret", "/api/v1/suggest?q=hid", "/api/v1/documents/{torino}", "/api/v1/documents/{torino}/similar",
        "/api/v1/documents/{draft}", "/api/v1/documents/{draft}/file", "/api/v1/documents/{draft}/text", "/api/v1/documents/{draft}/text?page=1", "/api/v1/documents/{draft}/pages/1.jpg",
        "/api/v1/documents/{draft}/pages/1.svg?q=plan", "/api/v1/documents/{draft}/similar", "/api/v1/documents/{draft}/citation?format=bibtex",
        "/api/v1/documents/{registered}", "/api/v1/documents/{registered}/file", "/api/v1/documents/{registered}/text", "/api/v1/documents/{registered}/pages/1.jpg",
        "/api/v1/documents/{registered}/pages/1.svg?q=plan", "/api/v1/documents/{registered}/similar", "/api/v1/documents/{registered}/citation?format=ris", "/openapi/v1.json", "/health/ready",
    ];

    public static TheoryData<string> Calls => new(Reading);

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_guarded_document_shows_in_no_answer(string call)
    {
        var address = archive.Fill(call);
        using var answer = await archive.Reader.GetAsync(address);
        var text = await answer.Content.ReadAsStringAsync();

        // What was asked is repeated in answers; everything beyond that is a trace.
        var asked = Uri.UnescapeDataString(address);
        foreach (var trace in Traces.Where(t => !asked.Contains(t, StringComparison.OrdinalIgnoreCase)))
            Assert.DoesNotContain(trace, text, StringComparison.Ordinal);
        foreach (var id in new[] { archive.Draft, archive.Registered }.Where(id => !address.Contains(id, StringComparison.Ordinal)))
            Assert.DoesNotContain(id, text, StringComparison.Ordinal);
        if (address.Contains(archive.Draft, StringComparison.Ordinal) || address.Contains(archive.Registered, StringComparison.Ordinal))
            Assert.Contains((int)answer.StatusCode, new[] { 302, 404 });
        if (call.Contains("q=quick", StringComparison.Ordinal) && call.StartsWith("/api/v1/search", StringComparison.Ordinal))
            Assert.Equal(0, (await answer.JsonAsync()).Number("total"));
    }

    [Fact]
    public async Task The_table_names_every_call_that_reads()
    {
        var description = await archive.Reader.GetJsonAsync("/openapi/v1.json");
        var reading = description.GetProperty("paths").EnumerateObject()
            .Where(p => p.Value.TryGetProperty("get", out _)).Select(p => p.Name).Where(p => p != "/health/live");
        foreach (var path in reading)
        {
            var pattern = "^" + System.Text.RegularExpressions.Regex.Escape(path).Replace("\\{id}", "\\{draft}", StringComparison.Ordinal).Replace("\\{page}", "1", StringComparison.Ordinal) + "(\\?|$)";
            Assert.Contains(Reading, call => System.Text.RegularExpressions.Regex.IsMatch(call, pattern));
        }
    }

    [Fact]
    public async Task A_curator_sees_both()
    {
        Assert.Equal(2, (await archive.Curator.GetJsonAsync("/api/v1/search?q=quicksilver")).Number("total"));
        Assert.Equal("draft", (await archive.Curator.GetJsonAsync("/api/v1/documents/" + archive.Draft)).Text("visibility"));
    }

    [Fact]
    public async Task Guarded_answers_are_kept_by_no_shared_cache()
    {
        using var answer = await archive.Curator.GetAsync($"/api/v1/documents/{archive.Draft}/file");
        Assert.True(answer.Headers.CacheControl!.Private);
    }
}
