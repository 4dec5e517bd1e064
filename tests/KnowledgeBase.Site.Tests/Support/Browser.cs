using Microsoft.Playwright;

namespace KnowledgeBase.Site.Tests.Support;

/// <summary>A Chromium for all browser tests, and the small archive that they look at.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>Tests that add to and change their archive.</summary>
    public const string Name = "Browser";

    /// <summary>Tests that only look, at an archive of their own.</summary>
    public const string Reading = "Reading browser";

    /// <summary>Debian's and Ubuntu's name for it; another one can be named in KB_CHROMIUM.</summary>
    private const string Usual = "/usr/bin/chromium";

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>True when the person running the tests said that there is no browser here: KB_BROWSER=off.</summary>
    public static bool IsOff => Environment.GetEnvironmentVariable("KB_BROWSER") == "off";

    public SmallArchive Archive { get; } = new();

    public async Task InitializeAsync()
    {
        if (IsOff) return;
        var path = Environment.GetEnvironmentVariable("KB_CHROMIUM") ?? Usual;
        if (!File.Exists(path))
            throw new InvalidOperationException($"The browser tests need Chromium, and {path} is not there. Install it (apt-get install chromium), name it in KB_CHROMIUM, or leave these tests out with KB_BROWSER=off.");
        await Archive.InitializeAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Arguments });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (!IsOff) await Archive.DisposeAsync();
    }

    /// <summary>A window of its own: own cookies, in English, light and wide unless told.</summary>
    public async Task<Window> OpenAsync(bool scripts = true, ColorScheme scheme = ColorScheme.Light, int width = 1280, string locale = "en-GB")
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = Archive.Site.Address.ToString(),
            JavaScriptEnabled = scripts,
            ColorScheme = scheme,
            Locale = locale,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = width, Height = 900 },
        });
        context.SetDefaultTimeout(15_000);
        return new Window(context, await context.NewPageAsync(), Archive);
    }
}

/// <summary>One visitor's window. Anything its pages complain of fails the test that closes it.</summary>
public sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly SmallArchive _archive;
    private readonly List<string> _complaints = [];

    internal Window(IBrowserContext context, IPage page, SmallArchive archive)
    {
        _context = context;
        _archive = archive;
        Page = page;

        // Violations of the content policy and script errors; a missing page is reported here too and is no fault of the page.
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal)) _complaints.Add(message.Text);
        };
        page.PageError += (_, error) => _complaints.Add(error);
    }

    public IPage Page { get; }

    /// <summary>Script errors and policy violations so far.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public async Task SignInAsync()
    {
        await Page.GotoAsync("/signin");
        await Page.GetByLabel("Key").FillAsync(_archive.Site.Key);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Add documents" }).WaitForAsync();
    }

    /// <summary>Lets go of a file or folder of the disk over a place of the page, as a file manager does.</summary>
    public async Task DropAsync(ILocator over, string path)
    {
        var box = await over.BoundingBoxAsync() ?? throw new InvalidOperationException("There is nothing to drop it on.");
        var browser = await _context.NewCDPSessionAsync(Page);
        foreach (var step in (string[])["dragEnter", "dragOver", "drop"])
        {
            await browser.SendAsync("Input.dispatchDragEvent", new()
            {
                ["type"] = step, ["x"] = box.X + (box.Width / 2), ["y"] = box.Y + (box.Height / 2),
                ["data"] = new Dictionary<string, object> { ["items"] = Array.Empty<object>(), ["files"] = new[] { path }, ["dragOperationsMask"] = 1 },
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.Empty(_complaints);
    }
}

[CollectionDefinition(Browser.Name)]
public class BrowserCollection : ICollectionFixture<Browser>;

[CollectionDefinition(Browser.Reading)]
public class ReadingBrowserCollection : ICollectionFixture<Browser>;

/// <summary>A test that needs a browser; left out, and counted as such, when KB_BROWSER is off.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Browser.IsOff ? "KB_BROWSER is off" : null;
}

/// <summary>The same for a table of cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Browser.IsOff ? "KB_BROWSER is off" : null;
}
