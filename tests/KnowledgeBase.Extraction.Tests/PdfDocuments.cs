using KnowledgeBase.Extraction.Pages;

namespace KnowledgeBase.Extraction.Tests;

[Collection(nameof(Reader))]
public sealed class PdfDocuments(Reader reader)
{
    private const string Name = "Microsoft Word - def_v7.doc";

    [Fact]
    public async Task Text_stands_on_its_page_and_the_title_is_the_largest_line()
    {
        var result = await reader.ReadAsync(Pdf.Make(Name, "Piano del verde\nTesto uno.", "Seconda\nTesto due."), "x.pdf");
        Assert.Equal(ExtractionOutcome.Ok, result.Outcome);
        Assert.True(result.HasPages);
        Assert.Equal(2, result.Pages.Count);
        Assert.Contains("Testo due.", result.Pages[1].Text, StringComparison.Ordinal);
        Assert.Equal("Piano del verde", TitleChoice.Choose(result.Properties, result.Pages, "x.pdf"));
        Assert.Equal(["Comune di Prova"], result.Properties.Authors);
        Assert.Equal(new DateTimeOffset(2024, 3, 5, 9, 15, 0, TimeSpan.Zero), result.Properties.Created);
    }

    [Fact]
    public async Task Pages_beyond_what_is_kept_of_a_document_are_not_called_empty()
    {
        await using var extractor = new WorkerExtractor(new() { Limits = new() { Characters = 300 } });
        var path = Path.Combine(reader.Folder, "long.pdf");
        await File.WriteAllBytesAsync(path, Pdf.Make("Volume", [.. Enumerable.Range(1, 9).Select(i => $"Chapter {i}\n{new string('x', 60)} {i}")]));
        var result = await extractor.ExtractAsync(new() { Path = path, OriginalName = "long.pdf", Scratch = reader.Scratch() }, CancellationToken.None);
        Assert.Equal(ExtractionOutcome.Partial, result.Outcome);
        Assert.Contains("5 of 9 pages could not be read", result.Reason, StringComparison.Ordinal);
        Assert.All(result.Pages.Take(4), p => Assert.Equal(PageOutcome.Text, p.Outcome));
        Assert.All(result.Pages.Skip(4), p => Assert.Equal((PageOutcome.Failed, "It lies beyond the first 300 characters, which are all that is kept of a document."), (p.Outcome, p.Reason)));
    }

    [Fact]
    public async Task A_PDF_cut_short_gets_a_reason_or_text_but_never_an_exception()
    {
        var whole = Pdf.Make(Name, "Piano del verde\nTesto uno.");
        for (var length = 10; length < whole.Length; length += whole.Length / 8)
        {
            var result = await reader.ReadAsync(whole[..length], "x.pdf");
            Assert.True(result.Outcome != ExtractionOutcome.Crashed, $"{length}: {result.Reason}");
            Assert.True(result.Outcome == ExtractionOutcome.Ok || result.Reason is not null);
        }
    }

    [Fact]
    public async Task A_page_is_drawn_and_its_words_have_places()
    {
        var path = Path.Combine(reader.Folder, "-f --opw x.pdf");
        await File.WriteAllBytesAsync(path, Pdf.Make(Name, "Uno", "Mobilita dolce\nper tutti"));
        var renderer = new PdfPageRenderer(new());
        var words = await renderer.WordsAsync(path, 2, CancellationToken.None);
        Assert.Equal(["Mobilita", "dolce", "per", "tutti"], words.Words.Select(w => w.Text));
        Assert.Equal((595, 842), (words.Width, words.Height));
        Assert.All(words.Words, w => Assert.True(w.Left >= 59 && w.Right > w.Left && w.Bottom > w.Top && w.Bottom < 200));
        var picture = await renderer.RenderAsync(path, 2, 110, CancellationToken.None);
        Assert.NotNull(picture);
        Assert.Equal([0xFF, 0xD8, 0xFF], picture[..3]);
        Assert.Null(await renderer.RenderAsync(path, 3, 110, CancellationToken.None));
    }

    [Fact]
    public async Task A_word_is_marked_on_the_picture_as_by_a_highlighter()
    {
        var path = Path.Combine(reader.Folder, "marked.pdf");
        await File.WriteAllBytesAsync(path, Pdf.Make(Name, "Mobilita dolce"));
        var renderer = new PdfPageRenderer(new());
        var word = (await renderer.WordsAsync(path, 1, CancellationToken.None)).Words[1];
        var picture = await renderer.RenderMarkedAsync(path, 1, 144, [word], CancellationToken.None);
        Assert.Equal([0xFF, 0xD8, 0xFF], picture![..3]);

        var jpeg = Path.Combine(reader.Folder, "marked.jpg");
        await File.WriteAllBytesAsync(jpeg, picture);
        using var djpeg = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("djpeg", ["-pnm", jpeg]) { RedirectStandardOutput = true })!;
        using var plain = new MemoryStream();
        await djpeg.StandardOutput.BaseStream.CopyToAsync(plain);
        await djpeg.WaitForExitAsync();

        // 144 dots an inch are two a point; the file's head is "P6\n1190 1684\n255\n".
        const int head = 17;
        byte[] At(double x, double y) => plain.ToArray()[(head + ((((int)(y * 2) * 1190) + (int)(x * 2)) * 3))..][..3];
        var within = At(word.Left + 0.5, word.Top + 0.5);
        Assert.True(within[0] > 230 && within[2] < 130, $"not yellow: {string.Join(',', within)}");
        var beside = At(word.Right + 8, word.Top + 0.5);
        Assert.True(beside[2] > 230, $"not white: {string.Join(',', beside)}");
    }

    [Fact]
    public async Task A_picture_of_a_page_is_read_by_OCR_or_says_what_is_missing()
    {
        var path = Path.Combine(reader.Folder, "scan.pdf");
        await File.WriteAllBytesAsync(path, Pdf.Make(Name, "Public transport\nThe city council approved the plan."));
        var picture = await new PdfPageRenderer(new()).RenderAsync(path, 1, 200, CancellationToken.None);
        var result = await reader.ReadAsync(picture!, "scan.jpg");
        if (result.Outcome == ExtractionOutcome.NeedsPart)
        {
            Assert.Equal("ocr", result.MissingPart);
            return;
        }

        var page = Assert.Single(result.Pages);
        Assert.Equal(PageOutcome.Ocr, page.Outcome);
        Assert.Contains("The city council approved the plan.", page.Text, StringComparison.Ordinal);
        Assert.InRange(page.OcrConfidence!.Value, 0.7, 1);
    }
}
