using System.Text;
using System.Text.RegularExpressions;
using KnowledgeBase.Site.Tests.Support;
using Microsoft.Playwright;

namespace KnowledgeBase.Site.Tests.BrowserTests;

/// <summary>What people come for, found by role and visible name.</summary>
[Collection(Browser.Name)]
public class Journeys(Browser browser)
{
    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_question_leads_to_the_page_that_answers(bool scripts)
    {
        await using var window = await browser.OpenAsync(scripts);
        var page = window.Page;
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search the documents" }).Or(page.GetByRole(AriaRole.Combobox, new() { Name = "Search the documents" })).FillAsync("tram depot");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Results for “tram depot”" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "page 2", Exact = true }).First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("#page=2$"));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Piano strategico di Torino", Level = 1 })).ToBeVisibleAsync();
        var sheet = page.GetByRole(AriaRole.Region, new() { Name = "Page 2" }).First;
        await Assertions.Expect(sheet).ToBeInViewportAsync();
        await Assertions.Expect(sheet.Locator("mark").First).ToHaveTextAsync(new Regex("tram|depot", RegexOptions.IgnoreCase));
        await Assertions.Expect(sheet.GetByRole(AriaRole.Img, new() { Name = "Picture of page 2" })).ToBeVisibleAsync();
        var original = sheet.GetByRole(AriaRole.Link, new() { Name = "Open the original at this page" });
        Assert.EndsWith("/file#page=2", await original.GetAttributeAsync("href"), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Filters_are_taken_and_given_up_again()
    {
        await using var window = await browser.OpenAsync(scripts: false);
        var page = window.Page;
        await page.GotoAsync("/search?q=tram");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Torino \\(") }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("1 document found");
        await page.GetByRole(AriaRole.Link, new() { Name = "Remove filter Place: Torino" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("2 documents found");
    }

    [BrowserFact]
    public async Task When_nothing_is_found_the_page_says_which_word()
    {
        await using var window = await browser.OpenAsync(scripts: false);
        await window.Page.GotoAsync("/search?q=tram+zyzzyva");
        await Assertions.Expect(window.Page.GetByText("No document has the word “zyzzyva”.")).ToBeVisibleAsync();
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_uploaded_file_is_found(bool scripts)
    {
        await using var window = await browser.OpenAsync(scripts);
        var page = window.Page;
        await window.SignInAsync();
        await page.GotoAsync("/upload");
        var word = scripts ? "windmill" : "watermill";
        await page.GetByLabel("Files").SetInputFilesAsync(new FilePayload[]
        {
            new() { Name = $"{word}.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes($"The {word} feeds the town.") },
            new() { Name = $"{word}.bin", MimeType = "application/octet-stream", Buffer = Encoding.UTF8.GetBytes($"BROKEN {word}") },
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("1 in, 1 not");
        await Assertions.Expect(page.GetByText("This is not a kind of document that can be read.")).ToBeVisibleAsync();
        if (scripts) await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Try those again that did not work" })).ToBeVisibleAsync();
        await page.GotoAsync("/search?q=" + word);
        await Assertions.Expect(page.GetByText("1 document found")).ToBeVisibleAsync();
        await page.GotoAsync("/ingestion");
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "This is not a kind of document that can be read." }).First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Read again: .*" + word) }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("It will be read again now.");
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_is_refused_says_why_in_the_language_of_the_page(bool scripts)
    {
        await using var window = await browser.OpenAsync(scripts);
        var page = window.Page;
        await window.SignInAsync();
        await page.GotoAsync("/language/it?back=/upload");
        await page.GetByLabel("File", new() { Exact = true }).SetInputFilesAsync(new FilePayload[]
        {
            new() { Name = $"rotto-{scripts}.bin", MimeType = "application/octet-stream", Buffer = Encoding.UTF8.GetBytes($"BROKEN {scripts}") },
            new() { Name = "vuoto.txt", MimeType = "text/plain", Buffer = [] },
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "Aggiungi", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Questo non è un tipo di documento che si può leggere.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Il file è vuoto.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = $"rotto-{scripts}.bin" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Questo non è un tipo di documento che si può leggere.").First).ToBeVisibleAsync();
        await page.GotoAsync("/ingestion");
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "Questo non è un tipo di documento che si può leggere." }).First).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task A_dropped_folder_goes_in_file_by_file_with_its_paths()
    {
        using var folder = new DroppedFolder("reports", 24);
        await using var window = await browser.OpenAsync();
        var page = window.Page;
        await window.SignInAsync();
        await page.GotoAsync("/upload");
        await window.DropAsync(page.Locator(".drop"), folder.Path);
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("24 in, 1 not", new() { Timeout = 30_000 });
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "reports/part 3/report 3.txt" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "reports/part 0/broken.bin" }))
            .ToContainTextAsync("This is not a kind of document that can be read.");
        await page.GetByRole(AriaRole.Link, new() { Name = "reports/part 3/report 3.txt" }).ClickAsync();
        await Assertions.Expect(page.GetByText("reports/part 3/report 3.txt").First).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task A_record_is_corrected_and_then_withdrawn()
    {
        await using var window = await browser.OpenAsync(scripts: false);
        var page = window.Page;
        var id = await browser.Archive.Site.AddAsync(ArchiveFile.Text("kiosk.txt", "A kiosk on the square."), """{"title":"Kiosk"}""");
        await window.SignInAsync();
        await page.GotoAsync("/documents/" + id);
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        await page.GetByLabel("Title").FillAsync("The kiosk on the square");
        await page.GetByLabel("Authors, one on each line").FillAsync("Comune di Parma\nBianchi, Ada");
        await page.GetByLabel("Year").FillAsync("20x4");
        await page.GetByLabel("Places, one on each line").FillAsync("Parma\nTurin");
        await page.GetByLabel("Public space").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The year is a number such as 2004.");
        await Assertions.Expect(page.GetByLabel("Title")).ToHaveValueAsync("The kiosk on the square");
        await page.GetByLabel("Year").FillAsync("2014");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("Saved.");
        await page.GotoAsync("/places/torino");
        await page.GetByRole(AriaRole.Link, new() { Name = "The kiosk on the square" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Comune di Parma; Bianchi, Ada", new() { Exact = true })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        await page.GetByLabel("Reason, shown to everyone (optional)").FillAsync("Replaced by a newer one");
        await page.GetByRole(AriaRole.Button, new() { Name = "Withdraw" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Withdrawn" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Reason: Replaced by a newer one")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GotoAsync("/upload");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task The_keyboard_is_enough()
    {
        await using var window = await browser.OpenAsync();
        var page = window.Page;
        await page.GotoAsync("/");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to content" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        var box = page.GetByRole(AriaRole.Combobox, new() { Name = "Search the documents" });
        await Assertions.Expect(box).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("pia");
        await Assertions.Expect(page.GetByRole(AriaRole.Listbox)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.GetByRole(AriaRole.Option).First).ToHaveAttributeAsync("aria-selected", "true");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByRole(AriaRole.Listbox)).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("depot");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "found" })).ToHaveTextAsync("1 document found");
        var title = page.GetByRole(AriaRole.Link, new() { Name = "Piano strategico di Torino", Exact = true });
        for (var i = 0; i < 60 && !await title.EvaluateAsync<bool>("e => e === document.activeElement"); i++) await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveTitleAsync(new Regex("^Piano strategico di Torino"));
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cited_page_of_a_long_document_is_reached(bool scripts)
    {
        await using var window = await browser.OpenAsync(scripts);
        var page = window.Page;
        await page.GotoAsync($"/documents/{browser.Archive.Long}#page=77");
        if (!scripts) await page.Locator("[id='page=77']").GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("at=77#page=77$"));
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Page 77" })).ToBeInViewportAsync();
    }

    [BrowserFact]
    public async Task The_site_speaks_Italian_to_those_who_ask_and_remembers_a_choice()
    {
        await using var window = await browser.OpenAsync(scripts: false, locale: "it-IT");
        var page = window.Page;
        await page.GotoAsync("/search?q=tram");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Risultati per “tram”" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Results for “tram”" })).ToBeVisibleAsync();
        await page.GotoAsync("/about");
        Assert.Equal("en", await page.Locator("html").GetAttributeAsync("lang"));
    }

    [BrowserFact]
    public async Task What_is_written_from_right_to_left_stands_so()
    {
        await using var window = await browser.OpenAsync(scripts: false);
        await window.Page.GotoAsync("/documents/" + browser.Archive.Arabic);
        var title = window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 });
        Assert.Equal("rtl", await title.GetAttributeAsync("dir"));
        Assert.Equal("ar", await title.GetAttributeAsync("lang"));
    }

    [BrowserTheory]
    [InlineData("/")]
    [InlineData("/search?q=tram")]
    [InlineData("/documents/{torino}?q=tram")]
    [InlineData("/places/torino")]
    [InlineData("/about")]
    [InlineData("/signin")]
    [InlineData("/upload")]
    [InlineData("/documents/{torino}/edit")]
    public async Task A_narrow_screen_scrolls_only_down(string address)
    {
        await using var window = await browser.OpenAsync(width: 320);
        if (address is "/upload" || address.EndsWith("/edit", StringComparison.Ordinal)) await window.SignInAsync();
        await window.Page.GotoAsync(browser.Archive.Fill(address));
        Assert.Equal(320, await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }
}
