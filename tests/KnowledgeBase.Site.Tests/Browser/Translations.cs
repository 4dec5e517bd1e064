using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Site.Tests.Support;
using Microsoft.Playwright;

namespace KnowledgeBase.Site.Tests.BrowserTests;

/// <summary>What was searched for besides the typed words is shown, and can be taken away and back.</summary>
[Collection(Browser.Reading)]
public class Translations(Browser browser)
{
    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_translation_is_taken_away_and_back(bool scripts)
    {
        await using var site = await SiteHost.StartAsync(folder => EmbeddedSearchIndex.Open(folder));
        await site.AddAsync(ArchiveFile.Text("en.txt", "The council extends public transport to the harbour and the new housing there."), """{"title":"To the harbour","language":"en"}""");
        await site.AddAsync(ArchiveFile.Text("de.txt", "Der Rat beschließt den Ausbau für den öffentlichen Verkehr bis zum Hafen der Stadt."), """{"title":"Zum Hafen","language":"de"}""");
        await using var window = await browser.OpenAsync(scripts);
        var page = window.Page;
        var documents = page.Locator("p[role=status]");

        await page.GotoAsync(new Uri(site.Address, "/search?q=trasporto+pubblico").ToString());
        await Assertions.Expect(documents).ToHaveTextAsync("2 documents found");
        await page.GetByRole(AriaRole.Link, new() { Name = "Leave out public transport" }).First.ClickAsync();
        await Assertions.Expect(documents).ToHaveTextAsync("1 document found");
        Assert.Contains("without=public%20transport", page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = "Search for public transport again" }).First.ClickAsync();
        await Assertions.Expect(documents).ToHaveTextAsync("2 documents found");
        Assert.DoesNotContain("without=", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_take_translations_away_too()
    {
        await using var site = await SiteHost.StartAsync(folder => EmbeddedSearchIndex.Open(folder));
        await site.AddAsync(ArchiveFile.Text("en.txt", "The council extends public transport to the harbour and the new housing there."), """{"title":"To the harbour","language":"en"}""");

        var with = await site.Reader.GetJsonAsync("/api/v1/search?q=trasporto+pubblico");
        var without = await site.Reader.GetJsonAsync("/api/v1/search?q=trasporto+pubblico&without=public+transport");
        var off = await site.Reader.GetJsonAsync("/api/v1/search?q=trasporto+pubblico&expand=off");
        var described = await site.Reader.GetStringAsync("/openapi/v1.json");

        Assert.Equal(1, with.Number("total"));
        Assert.Equal(0, without.Number("total"));
        Assert.True(without.Items("expansions").Single(e => e.Text("term") == "public transport").GetProperty("leftOut").GetBoolean());
        Assert.Empty(off.Items("expansions"));
        Assert.Contains("\"without\"", described, StringComparison.OrdinalIgnoreCase);
    }
}
