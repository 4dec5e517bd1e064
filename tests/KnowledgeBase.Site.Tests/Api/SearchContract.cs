using System.Net;
using System.Text.Json;
using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Site.Tests.Support;

namespace KnowledgeBase.Site.Tests.Api;

/// <summary>What programs may rely on when they search.</summary>
[Collection(SmallArchive.Name)]
public class SearchContract(SmallArchive archive)
{
    [Fact]
    public async Task An_answer_has_every_member_of_the_contract()
    {
        var answer = await archive.Reader.GetJsonAsync("/api/v1/search?q=tram&lang=en&page=1&size=10");
        Assert.Equal("tram", answer.Text("query"));
        Assert.True(answer.Number("total") >= 2);
        Assert.True(answer.GetProperty("totalIsExact").GetBoolean());
        Assert.True(answer.GetProperty("tookMs").GetDouble() >= 0);
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("suggestion").ValueKind);
        Assert.Equal(JsonValueKind.Array, answer.GetProperty("expansions").ValueKind);
        var hit = answer.Items("hits").Single(h => h.Text("id") == archive.Torino);
        foreach (var member in new[] { "id", "title", "authors", "language", "format", "year", "places", "themes", "pages", "score", "url", "snippets" })
            Assert.True(hit.TryGetProperty(member, out _), member);
        Assert.Equal("/documents/" + archive.Torino, hit.Text("url"));
        Assert.Equal(3, hit.Number("pages"));
        Assert.Equal("torino", hit.Items("places").Single().Text("value"));
        Assert.Equal("Torino", hit.Items("places").Single().Text("label"));
        foreach (var facet in new[] { "place", "theme", "language", "year", "format", "collection" })
            Assert.True(answer.GetProperty("facets").TryGetProperty(facet, out _), facet);
        var year = answer.GetProperty("facets").Items("year").Single(v => v.Text("value") == "2004");
        Assert.Equal(1, year.Number("count"));
        Assert.Equal("2004", year.Text("label"));
    }

    [Fact]
    public async Task Snippets_name_their_page_and_mark_only_the_matched_words()
    {
        var answer = await archive.Reader.GetJsonAsync("/api/v1/search?q=depot");
        var snippet = answer.Items("hits").Single(h => h.Text("id") == archive.Torino).Items("snippets").First();
        Assert.Equal(2, snippet.Number("page"));
        Assert.Contains("<mark>depot</mark>", snippet.Text("html"), StringComparison.Ordinal);
        Assert.Contains("5 &lt; 6 &amp; 7", snippet.Text("html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_why_each_hit_gives_the_parts_of_its_score()
    {
        await using var site = await SiteHost.StartAsync(folder => EmbeddedSearchIndex.Open(folder));
        await site.AddAsync(ArchiveFile.Text("en.txt", "The council extends public transport to the harbour and the new housing there."), """{"title":"To the harbour","language":"en"}""");

        var hit = (await site.Reader.GetJsonAsync("/api/v1/search?q=harbour+zzyzx&explain=on")).Items("hits").Single();
        var why = hit.GetProperty("explanation");
        Assert.Equal(["typed", "missing"], why.Items("words").Select(w => w.Text("held")));
        Assert.Equal(["title", "text"], why.Items("words").First().Items("in").Select(f => f.GetString()));
        Assert.Contains(why.Items("sentences"), s => s.GetString() == "“zzyzx” is missing.");
        Assert.False((await site.Reader.GetJsonAsync("/api/v1/search?q=harbour")).Items("hits").Single().TryGetProperty("explanation", out _));
    }

    [Theory]
    [InlineData("place=torino")]
    [InlineData("theme=mobility&place=torino")]
    [InlineData("year=2004")]
    [InlineData("format=pdf&year=2004&year=1999")]
    [InlineData("collection=strategies&place=torino")]
    public async Task Filters_narrow(string filter)
    {
        var all = await archive.Reader.GetJsonAsync("/api/v1/search?q=");
        var narrowed = await archive.Reader.GetJsonAsync("/api/v1/search?q=&" + filter);
        Assert.True(narrowed.Number("total") < all.Number("total"));
        Assert.Contains(narrowed.Items("hits"), h => h.Text("id") == archive.Torino);
    }

    [Theory]
    [InlineData("page=0")]
    [InlineData("page=x")]
    [InlineData("size=1000")]
    [InlineData("size=-1")]
    public async Task A_number_out_of_range_is_a_problem_that_a_person_understands(string wrong)
    {
        var answer = await archive.Reader.GetAsync("/api/v1/search?q=tram&" + wrong);
        await answer.AssertProblemAsync(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("\"half open")]
    [InlineData("((((")]
    [InlineData("OR OR NOT -")]
    [InlineData("*")]
    [InlineData("title:")]
    [InlineData("\u0000\u0001")]
    [InlineData("%EF%BF%BE")]
    public async Task Anything_typed_gives_an_answer(string typed)
    {
        using var answer = await archive.Reader.GetAsync("/api/v1/search?q=" + Uri.EscapeDataString(typed));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var page = await archive.Reader.GetAsync("/search?q=" + Uri.EscapeDataString(typed));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Pages_of_results_follow_one_another()
    {
        var ids = new List<string>();
        for (var page = 1; page <= 3; page++)
            ids.AddRange((await archive.Reader.GetJsonAsync($"/api/v1/search?q=&size=2&page={page}")).Items("hits").Select(h => h.Text("id")));
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(6, ids.Count);
    }

    [Fact]
    public async Task Typing_is_completed()
    {
        var answer = await archive.Reader.GetJsonAsync("/api/v1/suggest?q=pia");
        foreach (var suggestion in answer.Items("suggestions"))
        {
            Assert.NotEmpty(suggestion.Text("text"));
            Assert.Contains(suggestion.Text("kind"), new[] { "title", "place", "theme", "author", "word" });
        }
        Assert.NotEmpty(answer.Items("suggestions"));
    }
}
