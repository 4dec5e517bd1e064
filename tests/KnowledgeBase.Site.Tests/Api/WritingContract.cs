using System.Net;
using System.Net.Http.Json;
using System.Text;
using KnowledgeBase.Site.Tests.Support;

namespace KnowledgeBase.Site.Tests.Api;

/// <summary>What programs may rely on when they write.</summary>
public class WritingContract : IAsyncLifetime
{
    private SiteHost _site = null!;

    public async Task InitializeAsync() => _site = await SiteHost.StartAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task Files_are_taken_in_and_found_once_their_status_says_indexed()
    {
        using var form = Form(("one.txt", "Gardens on the roofs."), ("two.txt", "Markets under the bridges."));
        form.Add(new StringContent("""{"year":2011,"places":["Gent"]}"""), "metadata");
        form.Add(new StringContent("field notes"), "collection");
        using var answer = await _site.Curator.PostAsync("/api/v1/documents", form);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var documents = (await answer.JsonAsync()).Items("documents");
        Assert.Equal(["one.txt", "two.txt"], documents.Select(d => d.Text("path")));
        foreach (var document in documents) await _site.IndexedAsync(document.Text("id"));
        var found = await _site.Reader.GetJsonAsync("/api/v1/search?q=bridges&collection=field%20notes&year=2011&place=gent");
        Assert.Equal(documents[1].Text("id"), found.Items("hits").Single().Text("id"));
    }

    [Fact]
    public async Task A_file_already_held_is_a_duplicate_with_the_id_it_has()
    {
        var id = await _site.AddAsync(ArchiveFile.Text("a.txt", "The same words."), "{}");
        using var form = Form(("b.txt", "The same words."));
        using var answer = await _site.Curator.PostAsync("/api/v1/documents", form);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var document = (await answer.JsonAsync()).Items("documents").Single();
        Assert.Equal("duplicate", document.Text("status"));
        Assert.Equal(id, document.Text("id"));
    }

    [Fact]
    public async Task What_cannot_be_read_says_why()
    {
        using var form = Form(("x.bin", "BROKEN"));
        using var answer = await _site.Curator.PostAsync("/api/v1/documents", form);
        var document = (await answer.JsonAsync()).Items("documents").Single();
        var record = await _site.SettledAsync(document.Text("id"));
        Assert.Equal("refused", record.Text("status"));
        Assert.Equal("This is not a kind of document that can be read.", record.Text("reason"));
    }

    [Fact]
    public async Task A_file_beyond_the_servers_usual_limit_is_taken()
    {
        using var form = Form(("atlas.bin", "BROKEN" + new string(' ', 31 * 1024 * 1024)));
        using var answer = await _site.Curator.PostAsync("/api/v1/documents", form);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var document = (await answer.JsonAsync()).Items("documents").Single();
        Assert.Equal("received", document.Text("status"));
    }

    [Fact]
    public async Task A_change_survives_a_second_look_and_is_found_at_once()
    {
        var id = await _site.AddAsync(ArchiveFile.Text("plan.txt", "A plan."), "{}");
        using var answer = await _site.Curator.PatchAsJsonAsync("/api/v1/documents/" + id,
            new { title = "Plan of the harbour", authors = new[] { "Port, The" }, year = 1998, places = new[] { "Genoa" }, themes = new[] { "Economy and jobs" }, summary = "Cranes." });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var record = await _site.Reader.GetJsonAsync("/api/v1/documents/" + id);
        Assert.Equal("Plan of the harbour", record.Text("title"));
        Assert.Equal(1998, record.Number("year"));
        Assert.Equal("genova", record.Items("places").Single().Text("value"));
        Assert.Contains("title", record.Items("confirmed").Select(c => c.GetString()));
        Assert.Equal(id, (await _site.Reader.GetJsonAsync("/api/v1/search?q=harbour&place=genova")).Items("hits").Single().Text("id"));
    }

    [Theory]
    [InlineData("""{"year":"soon"}""")]
    [InlineData("""{"visibility":"secret"}""")]
    [InlineData("""{"themes":["astrology"]}""")]
    [InlineData("""[1,2]""")]
    [InlineData("""{"title":""")]
    public async Task An_impossible_change_changes_nothing(string body)
    {
        var id = await _site.AddAsync(ArchiveFile.Text("plan.txt", "A plan."), """{"title":"Plan"}""");
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _site.Curator.PatchAsync("/api/v1/documents/" + id, content);
        await answer.AssertProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal("Plan", (await _site.Reader.GetJsonAsync("/api/v1/documents/" + id)).Text("title"));
    }

    [Fact]
    public async Task Making_a_document_a_draft_hides_it_from_the_moment_of_the_answer()
    {
        var id = await _site.AddAsync(ArchiveFile.Text("plan.txt", "A saffron plan."), "{}");
        Assert.Equal(1, (await _site.Reader.GetJsonAsync("/api/v1/search?q=saffron")).Number("total"));
        using var answer = await _site.Curator.PatchAsJsonAsync("/api/v1/documents/" + id, new { visibility = "draft" });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, (await _site.Reader.GetJsonAsync("/api/v1/search?q=saffron")).Number("total"));
    }

    [Fact]
    public async Task Writing_without_a_key_or_with_a_wrong_one_is_refused()
    {
        var id = await _site.AddAsync(ArchiveFile.Text("plan.txt", "A plan."), """{"title":"Plan"}""");
        foreach (var key in new[] { null, "", "kb_wrong" })
        {
            foreach (var (method, address) in new[] { ("POST", "/api/v1/documents"), ("PATCH", "/api/v1/documents/" + id), ("DELETE", "/api/v1/documents/" + id) })
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = method == "POST" ? Form(("x.txt", "x")) : JsonContent.Create(new { title = "Mine" }) };
                if (key is not null) request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
                using var answer = await _site.Reader.SendAsync(request);
                await answer.AssertProblemAsync(HttpStatusCode.Unauthorized);
            }
        }
        Assert.Equal("Plan", (await _site.Reader.GetJsonAsync("/api/v1/documents/" + id)).Text("title"));
    }

    [Fact]
    public async Task A_withdrawn_key_no_longer_writes()
    {
        var key = _site.Catalogue.AddKey("passing");
        Assert.True(_site.Catalogue.RevokeKey("passing"));
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/api/v1/documents/0000000000");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
        using var answer = await _site.Reader.SendAsync(request);
        await answer.AssertProblemAsync(HttpStatusCode.Unauthorized);
    }

    private static MultipartFormDataContent Form(params (string Name, string Text)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, text) in files) form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", name);
        return form;
    }
}
