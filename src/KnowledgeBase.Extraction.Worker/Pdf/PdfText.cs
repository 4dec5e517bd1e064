using KnowledgeBase.Extraction.Confinement;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Pdf;

/// <summary>
/// Reads all pages' text, past pages that cannot be read: where the tool is stopped by its limits after some pages it is started
/// again behind them, and a page at which it stops twice is recorded as failed.
/// </summary>
public sealed class PdfText(ReadingContext context, Poppler poppler)
{
    private const int MaxStuckPages = 2;
    private const int MaxPagesOneByOne = 150;
    private const int MaxPages = 200_000;

    /// <summary>The document's information entries, as XHTML, once it was read.</summary>
    public string Head { get; private set; } = "";

    public async Task<List<ExtractedPage>> ReadAsync()
    {
        var pages = new List<ExtractedPage>();
        var first = await RunAsync(pages, 0);
        if (first.Succeeded && first.Errors.Length == 0)
        {
            return pages;
        }

        if (pages.Count == 0 && first.Errors.Contains("Incorrect password", StringComparison.Ordinal))
        {
            throw DocumentRefusedException.Encrypted();
        }

        if (first.Errors.Contains("Missing language pack", StringComparison.Ordinal))
        {
            context.Note("Letters of some pages could not be read because the package poppler-data is not installed.");
        }

        var declared = await poppler.PageCountAsync();
        if (first.Ending == CommandEnding.Exited && first.ExitCode is > 0 and < 128 && pages.Count == 0)
        {
            throw DocumentRefusedException.Corrupt("The PDF is damaged and cannot be opened.");
        }

        if (Stopped(first))
        {
            await ResumeAsync(pages, declared);
        }
        else if (pages.Count < declared && declared <= MaxPagesOneByOne)
        {
            await ReadOneByOneAsync(pages, declared);
        }

        await FailRestAsync(pages, declared, first);
        return pages;
    }

    private static bool Stopped(CommandResult result) => result.Ending == CommandEnding.TimedOut || result.ExitCode >= 128;

    private async Task<CommandResult> RunAsync(List<ExtractedPage> pages, int done)
    {
        var splitter = new PageSplitter(context, wantsHead: done == 0);
        var result = await poppler.TextAsync(done + 1, 0, splitter);
        Head = done == 0 ? splitter.Head : Head;
        if (result.ProgramMissing)
        {
            throw new DocumentRefusedException(ExtractionOutcome.NeedsPart, "PDF files need the program pdftotext (package poppler-utils), which is not installed.");
        }

        foreach (var text in splitter.Pages.Take(MaxPages - done))
        {
            pages.Add(Page(pages.Count + 1, text));
        }

        await context.ProgressAsync();
        return result;
    }

    /// <summary>Goes on behind the page at which the tool was stopped.</summary>
    private async Task ResumeAsync(List<ExtractedPage> pages, int declared)
    {
        var stuck = 0;
        while (pages.Count < declared && stuck <= MaxStuckPages)
        {
            var before = pages.Count;
            var result = before == 0 ? null : await RunAsync(pages, before);
            if (result is not null && !Stopped(result))
            {
                return;
            }

            if (pages.Count == before)
            {
                stuck++;
                pages.Add(Failed(before + 1, "Reading this page takes too long or needs too much memory."));
            }
        }
    }

    /// <summary>The tool skips pages it cannot load without a trace; one by one, the others get their right numbers.</summary>
    private async Task ReadOneByOneAsync(List<ExtractedPage> pages, int declared)
    {
        pages.Clear();
        for (var number = 1; number <= declared; number++)
        {
            var splitter = new PageSplitter(context);
            var result = await poppler.TextAsync(number, number, splitter);
            pages.Add(splitter.Pages.Count > 0 ? Page(number, splitter.Pages[0]) : Failed(number, "This page is damaged."));
            await context.ProgressAsync();
            if (Stopped(result))
            {
                return;
            }
        }
    }

    private async Task FailRestAsync(List<ExtractedPage> pages, int declared, CommandResult first)
    {
        if (pages.Count < declared && declared <= MaxPages)
        {
            var reason = Stopped(first) ? "Reading was stopped before this page, at a page that takes too long." : "This page is damaged.";
            for (var number = pages.Count + 1; number <= declared; number++)
            {
                pages.Add(Failed(number, reason));
            }
        }

        if (pages.Count == 0 && Stopped(first))
        {
            throw new DocumentRefusedException(ExtractionOutcome.TimedOut, "Reading the PDF was stopped because it takes too long or needs too much memory.");
        }

        await context.ProgressAsync();
    }

    private ExtractedPage Page(int number, string? text) => text is null
        ? Failed(number, $"It lies beyond the first {context.Limits.Characters:N0} characters, which are all that is kept of a document.")
        : new()
        {
            Number = number,
            Text = text,
            Outcome = string.IsNullOrWhiteSpace(text) ? PageOutcome.Empty : PageOutcome.Text,
        };

    private static ExtractedPage Failed(int number, string reason) =>
        new() { Number = number, Text = "", Outcome = PageOutcome.Failed, Reason = reason };
}
