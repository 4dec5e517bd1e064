using KnowledgeBase.Site.Tests.Support;
using Microsoft.Playwright;

namespace KnowledgeBase.Site.Tests.BrowserTests;

/// <summary>
/// Pictures of the pages for people to look at: KB_SCREENSHOTS names the folder they go to. Nothing is compared.
/// </summary>
[Collection(Browser.Reading)]
public class Screenshots(Browser browser)
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("KB_SCREENSHOTS");

    private static readonly (string Name, string Address)[] Pages =
    [
        ("home", "/"), ("results", "/search?q=tram"), ("nothing", "/search?q=tram+zyzzyva"), ("document", "/documents/{torino}?q=tram+depot"),
        ("arabic", "/documents/{arabic}"), ("place", "/places/torino"), ("about", "/about"), ("signin", "/signin"), ("missing", "/nothing"),
        ("upload", "/upload"), ("intake", "/ingestion"), ("edit", "/documents/{torino}/edit"),
    ];

    [BrowserFact]
    public async Task Pages_are_pictured_on_request()
    {
        if (Folder is null) return;
        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 1440), (ColorScheme.Dark, 1440), (ColorScheme.Light, 360), (ColorScheme.Dark, 360) })
        {
            await using var window = await browser.OpenAsync(scheme: scheme, width: width);
            await window.SignInAsync();
            foreach (var (name, address) in Pages)
            {
                await window.Page.GotoAsync(browser.Archive.Fill(address));
                await window.Page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}-{width}-{scheme}.png".ToLowerInvariant()), FullPage = true });
            }
        }
        Assert.NotEmpty(Directory.GetFiles(Folder));
    }
}
