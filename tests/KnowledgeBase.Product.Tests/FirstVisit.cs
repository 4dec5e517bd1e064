using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace KnowledgeBase.Product.Tests;

/// <summary>A person's first visit, in a real browser on the real product.</summary>
[Collection(Product.Name)]
public class FirstVisit(RunningArchive archive) : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private static bool IsOff => Environment.GetEnvironmentVariable("KB_BROWSER") == "off";

    public async Task InitializeAsync()
    {
        if (IsOff)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("KB_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    [Theory]
    [InlineData("trasporto pubblico", "tramvia di Firenze", 2)]
    [InlineData("Stadtentwicklung", "Freiburg-Vauban", 2)]
    [InlineData("développement durable", "Nantes", 2)]
    [InlineData("城市规划", "深圳", 2)]
    public async Task A_search_in_ones_own_language_leads_to_the_page_that_answers(string query, string title, int number)
    {
        if (IsOff)
        {
            return;
        }

        var page = await OpenAsync();
        await page.GotoAsync("/");
        await page.GetByLabel("Search the documents").FillAsync(query);
        await page.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        var hit = page.GetByRole(AriaRole.Article).Filter(new() { HasText = title }).First;
        await hit.GetByRole(AriaRole.Link, new() { Name = $"page {number}", Exact = true }).First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"#page={number}$"));
        var sheet = page.GetByRole(AriaRole.Region, new() { Name = $"Page {number}" }).First;
        await Assertions.Expect(sheet).ToBeInViewportAsync();
        await Assertions.Expect(sheet.Locator("mark").First).ToBeVisibleAsync();
        var picture = sheet.GetByRole(AriaRole.Img, new() { Name = $"Picture of page {number}" });
        await Assertions.Expect(picture).ToBeVisibleAsync();
        Assert.True(await picture.EvaluateAsync<bool>("i => i.complete ? i.naturalWidth > 100 : new Promise(r => i.onload = () => r(i.naturalWidth > 100))"));
    }

    [Fact]
    public async Task Ones_own_pdf_is_found_the_moment_it_is_in()
    {
        if (IsOff)
        {
            return;
        }

        var page = await OpenAsync();
        await page.GotoAsync(archive.SignInLink);
        if (await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("Sign in") }).CountAsync() > 0)
        {
            await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("Sign in") }).First.ClickAsync();
        }

        await page.GotoAsync("/upload");
        await page.GetByLabel("Files").SetInputFilesAsync(new FilePayload
        {
            Name = "harbour.pdf",
            MimeType = "application/pdf",
            Buffer = SmallPdf.Of("Harbour plan of Kvarnholm", "The quartermasters of Kvarnholm measure the zephyrine quays."),
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("1 in, 0 not", new() { Timeout = 30_000 });

        await page.GotoAsync("/search?q=zephyrine+quays");
        await Assertions.Expect(page.GetByText("1 document found")).ToBeVisibleAsync();
        var hit = (await archive.SearchAsync("zephyrine quays")).GetProperty("hits")[0];
        Assert.Equal(2, hit.GetProperty("snippets")[0].GetProperty("page").GetInt32());
        Assert.Equal("harbour.pdf", await archive.FileOfAsync(hit.GetProperty("id").GetString()!));
        var command = await Kb.RunAsync("search", "zephyrine quays", "--data", archive.Data);
        Assert.Contains("p. 2:", command.Output, StringComparison.Ordinal);
        Assert.Contains("1 document holds all the words.", command.Output, StringComparison.Ordinal);
    }

    private async Task<IPage> OpenAsync()
    {
        var context = await _browser!.NewContextAsync(new() { BaseURL = archive.Address.ToString(), Locale = "en-GB" });
        context.SetDefaultTimeout(20_000);
        return await context.NewPageAsync();
    }
}
