using System.Net;
using System.Net.Http.Json;
using KnowledgeBase.Site.Tests.Support;

namespace KnowledgeBase.Site.Tests.Safety;

/// <summary>What holds for every answer, and who may make us do something.</summary>
[Collection(SmallArchive.Name)]
public class HeadersAndOrigins(SmallArchive archive)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/search?q=tram")]
    [InlineData("/nothing-here")]
    [InlineData("/api/v1/search?q=tram")]
    [InlineData("/api/v1/search?page=x")]
    [InlineData("/assets/site.css")]
    [InlineData("/signin")]
    public async Task Every_answer_carries_the_guarding_headers(string address)
    {
        using var answer = await archive.Reader.GetAsync(address);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task A_server_for_one_command_has_the_programs_addresses_and_no_pages()
    {
        await using var host = await SiteHost.StartAsync(forOneCommand: true);
        using var search = await host.Reader.GetAsync("/api/v1/search?q=tram");
        Assert.Equal(HttpStatusCode.OK, search.StatusCode);
        foreach (var page in new[] { "/", "/search?q=tram", "/signin", "/upload", "/assets/site.css", "/openapi/v1.json" })
        {
            using var answer = await host.Reader.GetAsync(page);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("169.254.169.254")]
    public async Task A_foreign_host_name_is_not_answered(string host)
    {
        foreach (var address in new[] { "/", "/api/v1/search?q=tram", "/health/ready" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Host = host } };
            using var answer = await archive.Reader.SendAsync(request);
            await answer.AssertProblemAsync(HttpStatusCode.MisdirectedRequest);
        }
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task A_change_from_a_foreign_page_is_refused_even_with_a_key(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/api/v1/documents/" + archive.Torino) { Content = JsonContent.Create(new { title = "Taken" }) };
        request.Headers.Add(header, value);
        using var answer = await archive.Curator.SendAsync(request);
        await answer.AssertProblemAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_session_writes_only_with_a_form_token()
    {
        using var browser = await archive.Site.SignedInAsync();
        using var bare = await browser.PatchAsJsonAsync("/api/v1/documents/" + archive.Torino, new { title = "Taken" });
        await bare.AssertProblemAsync(HttpStatusCode.BadRequest);
        foreach (var address in new[] { $"/documents/{archive.Torino}/edit", $"/documents/{archive.Torino}/withdraw", "/upload", "/ingestion/retry", "/signout" })
        {
            using var form = new FormUrlEncodedContent([new("title", "Taken"), new("form-token", "guessed")]);
            using var answer = await browser.PostAsync(address, form);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
        Assert.Equal("Piano strategico di Torino", (await archive.Reader.GetJsonAsync("/api/v1/documents/" + archive.Torino)).Text("title"));
    }

    [Fact]
    public async Task Pages_for_curators_send_others_to_sign_in()
    {
        foreach (var address in new[] { "/upload", "/ingestion", $"/documents/{archive.Torino}/edit" })
        {
            using var answer = await archive.Reader.GetAsync(address);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.StartsWith("/signin?back=%2F", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_session_cookie_is_hidden_from_scripts_and_from_other_sites()
    {
        var cookie = await archive.Site.SignInCookieAsync();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_sign_in_link_works_once()
    {
        var link = archive.Site.SignInLinks.Create();
        using var first = archive.Site.NewBrowser();
        using var looked = await first.GetAsync(link);
        Assert.Equal(HttpStatusCode.OK, looked.StatusCode);
        using var used = await first.PostFormAsync(link, link);
        Assert.Equal(HttpStatusCode.Redirect, used.StatusCode);
        using var inside = await first.GetAsync("/upload");
        Assert.Equal(HttpStatusCode.OK, inside.StatusCode);
        using var second = archive.Site.NewBrowser();
        using var again = await second.PostFormAsync(link, link);
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task Nobody_is_sent_on_to_another_site(string back)
    {
        using var answer = await archive.Reader.GetAsync("/language/it?back=" + Uri.EscapeDataString(back));
        Assert.Equal("/", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Probes_answer_and_the_description_names_every_call()
    {
        Assert.Equal("live", (await archive.Reader.GetJsonAsync("/health/live")).Text("status"));
        Assert.Equal("ready", (await archive.Reader.GetJsonAsync("/health/ready")).Text("status"));
        var metrics = await archive.Reader.GetStringAsync("/metrics");
        Assert.Matches("(?m)^kb_documents \\d+$", metrics);
        var description = await archive.Reader.GetJsonAsync("/openapi/v1.json");
        Assert.StartsWith("3.1", description.Text("openapi"), StringComparison.Ordinal);
        var paths = description.GetProperty("paths").EnumerateObject().Select(p => p.Name).ToList();
        foreach (var path in new[] { "/api/v1/search", "/api/v1/suggest", "/api/v1/documents", "/api/v1/documents/{id}", "/api/v1/documents/{id}/file",
            "/api/v1/documents/{id}/text", "/api/v1/documents/{id}/pages/{page}.jpg", "/api/v1/documents/{id}/similar", "/api/v1/documents/{id}/citation", "/health/live", "/health/ready" })
            Assert.Contains(path, paths);
        Assert.DoesNotContain("/signin", paths);
    }
}
