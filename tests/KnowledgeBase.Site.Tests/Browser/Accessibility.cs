using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using KnowledgeBase.Site.Tests.Support;
using Microsoft.Playwright;

namespace KnowledgeBase.Site.Tests.BrowserTests;

/// <summary>
/// Every page for everybody: no violation that axe-core knows, in both themes; and what a screen reader gets, written down.
/// The trees under Trees/ are read by people before they change: KB_TREES=write renews them.
/// </summary>
[Collection(Browser.Reading)]
public partial class Accessibility(Browser browser)
{
    private static readonly (string Name, string Address, bool SignedIn)[] Known =
    [
        ("home", "/", false),
        ("results", "/search?q=tram", false),
        ("results-filtered", "/search?q=tram&place=torino&year=2004", false),
        ("results-nothing", "/search?q=tram+zyzzyva", false),
        ("document", "/documents/{torino}?q=depot", false),
        ("document-long", "/documents/{long}?q=orchard", false),
        ("place", "/places/torino", false),
        ("theme", "/themes/mobility", false),
        ("about", "/about", false),
        ("signin", "/signin", false),
        ("withdrawn", "/documents/{withdrawn}", false),
        ("missing", "/nothing-here", false),
        ("upload", "/upload", true),
        ("edit", "/documents/{torino}/edit", true),
        ("intake", "/ingestion", true),
    ];

    public static TheoryData<string> Pages => new(Known.Select(p => p.Name));

    public static TheoryData<string> PagesWithTrees => new(Known.Where(p => p.Name is not ("document-long" or "intake")).Select(p => p.Name));

    [BrowserTheory]
    [MemberData(nameof(Pages))]
    public async Task A_page_has_no_violation_in_either_theme(string name)
    {
        await using var window = await OpenAsync(name);
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await window.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            var found = await window.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
            Assert.True(found.Violations.Length == 0, $"{scheme}\n" + string.Join('\n', found.Violations.Select(v =>
                $"{v.Id}: {v.Help}\n" + string.Join('\n', v.Nodes.Select(n => "  " + n.Html)))));
        }
    }

    [BrowserTheory]
    [MemberData(nameof(PagesWithTrees))]
    public async Task A_screen_reader_gets_the_page_as_written_down(string name)
    {
        await using var window = await OpenAsync(name);
        var tree = Steady(await window.Page.Locator("body").AriaSnapshotAsync()) + "\n";
        if (Environment.GetEnvironmentVariable("KB_TREES") == "write")
        {
            await File.WriteAllTextAsync(Path.Combine(SourceFolder(), name + ".txt"), tree);
            return;
        }
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Browser", "Trees", name + ".txt")), tree);
    }

    private async Task<Window> OpenAsync(string name)
    {
        var (_, address, signedIn) = Known.Single(p => p.Name == name);
        var window = await browser.OpenAsync();
        if (signedIn) await window.SignInAsync();
        await window.Page.GotoAsync(browser.Archive.Fill(address));
        return window;
    }

    // Ids, the day and the port differ from run to run, and ids order documents that are equally similar.
    private string Steady(string tree)
    {
        foreach (var (name, id) in browser.Archive.Ids) tree = tree.Replace(id, $"{{{name}}}", StringComparison.Ordinal);
        tree = tree.Replace(browser.Archive.Site.Address.ToString().TrimEnd('/'), "http://site", StringComparison.Ordinal);
        tree = Similar().Replace(tree, "$1\n");
        tree = OtherId().Replace(tree, "$1{other}");
        return Day().Replace(tree, "{day}");
    }

    [GeneratedRegex(@"(  - region ""Similar documents"":)\n(?:    .*\n)+")]
    private static partial Regex Similar();

    [GeneratedRegex("(/documents/|#why-)[0-9a-z]{10}")]
    private static partial Regex OtherId();

    [GeneratedRegex(@"\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) 20\d\d")]
    private static partial Regex Day();

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(here)!, "Trees")).FullName;
}
