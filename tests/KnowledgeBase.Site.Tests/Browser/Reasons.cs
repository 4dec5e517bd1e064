using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Site.Tests.Support;
using Microsoft.Playwright;

namespace KnowledgeBase.Site.Tests.BrowserTests;

/// <summary>A person asks why a document was found, and is told in the language of the page.</summary>
[Collection(Browser.Reading)]
public class Reasons(Browser browser) : IAsyncLifetime
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("KB_SCREENSHOTS");

    private SiteHost _site = null!;
    private string _harbour = "";

    public async Task InitializeAsync()
    {
        _site = await SiteHost.StartAsync(folder => EmbeddedSearchIndex.Open(folder));
        _harbour = await _site.AddAsync(
            ArchiveFile.Pdf("harbour.pdf", "The council met in the old town hall and heard the report of the year.", "The council extends public transport to the harbour: three lines, and housing along them."),
            """{"title":"To the harbour","language":"en","year":2019}""");
        await _site.AddAsync(
            ArchiveFile.Text("hafen.txt", "Der Rat beschließt den Ausbau für den öffentlichen Verkehr bis zum Hafen der Stadt."),
            """{"title":"Zum Hafen","language":"de"}""");
    }

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [BrowserTheory]
    [InlineData(true, 1280)]
    [InlineData(false, 1280)]
    [InlineData(false, 390)]
    public async Task Each_hit_can_be_asked_why_with_the_keyboard_alone(bool scripts, int width)
    {
        await using var window = await browser.OpenAsync(scripts, width: width);
        var page = window.Page;
        await page.GotoAsync(At("/search?q=line+harbour+council+zzyzx"));
        var reasons = page.GetByRole(AriaRole.Group, new() { Name = "Why this document, and what each reason weighs" });
        await Assertions.Expect(reasons).ToHaveCountAsync(0);

        var why = page.GetByRole(AriaRole.Link, new() { Name = "Why this? To the harbour" });
        await why.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"explain=on#why-{_harbour}$"));
        await Assertions.Expect(reasons.First).ToBeFocusedAsync();
        await Assertions.Expect(reasons.First).ToBeInViewportAsync();
        await Assertions.Expect(reasons.First).ToContainTextAsync("“line” in another form, in the text");
        await Assertions.Expect(reasons.First).ToContainTextAsync("“harbour” as typed, in the title and in the text");
        await Assertions.Expect(reasons.First).ToContainTextAsync("“zzyzx” is missing");
        Assert.Matches(@"\d+ % +Where the words stand together", Regex.Replace(await reasons.First.InnerTextAsync(), @"\s+", " "));

        await reasons.First.GetByRole(AriaRole.Link, new() { Name = "Where the words stand together, best on page 2" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"/documents/{_harbour}\\?.*#page=2$"));
        await page.GoBackAsync();
        await reasons.First.GetByRole(AriaRole.Link, new() { Name = "Hide the reasons" }).ClickAsync();
        await Assertions.Expect(reasons).ToHaveCountAsync(0);
        await Assertions.Expect(why).ToBeFocusedAsync();
        Assert.DoesNotContain("explain", page.Url, StringComparison.Ordinal);
    }

    [BrowserTheory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_reasons_are_for_everybody_and_in_the_language_of_the_page(int width)
    {
        await using var window = await browser.OpenAsync(width: width, locale: "it-IT");
        var page = window.Page;
        await page.GotoAsync(At("/search?q=trasporto+pubblico+harbour+zzyzx&explain=on"));
        var text = await page.Locator("main").InnerTextAsync();
        Assert.Contains("Perché questo documento, e quanto pesa ogni motivo", text, StringComparison.Ordinal);
        Assert.Contains("“trasporto” nella traduzione “public transport” (inglese), nel testo", text, StringComparison.Ordinal);
        Assert.Contains("“pubblico” nella traduzione “öffentlicher Verkehr” (tedesco), nel testo", text, StringComparison.Ordinal);
        Assert.Contains("“harbour” come l’hai scritto, nel titolo e nel testo", text, StringComparison.Ordinal);
        Assert.Contains("“zzyzx” manca", text, StringComparison.Ordinal);
        Assert.Contains("soprattutto a pagina 2", text, StringComparison.Ordinal);
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            if (Pictures is not null) await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"reasons-{width}-{scheme}.png".ToLowerInvariant()), FullPage = true });
            var found = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
            Assert.True(found.Violations.Length == 0, $"{scheme}\n" + string.Join('\n', found.Violations.Select(v => $"{v.Id}: {v.Help}\n" + string.Join('\n', v.Nodes.Select(n => "  " + n.Html)))));
        }
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
    }

    private string At(string address) => new Uri(_site.Address, address).ToString();
}
