using System.Globalization;
using System.Text;
using KnowledgeBase.Extraction.Pages;
using Xunit.Abstractions;

namespace KnowledgeBase.Extraction.Tests;

/// <summary>What OCR reads on pages of known words, and where it says the words stand.</summary>
[Collection(nameof(Reader))]
public sealed class Scans(Reader reader, ITestOutputHelper output)
{
    private static readonly (string Language, string Text)[] Texts =
    [
        ("en", "The council adopted the mobility plan in spring and asked the mayor to report every year on buses, trams and safe streets for children. Trees along the avenue shall be kept, and new ones are to be planted on squares without shade. The budget for the coming period covers bridges, the river bank and repairs of older schools."),
        ("it", "Il consiglio comunale ha approvato il piano della mobilità sostenibile e ha chiesto alla giunta di riferire ogni anno sullo stato dei lavori. Lungo i viali della città saranno messi a dimora nuovi alberi, perché d'estate le piazze senza ombra diventano più calde. La qualità dell'aria è migliorata nelle zone a traffico limitato."),
        ("fr", "Le conseil municipal a adopté le plan de déplacements et demande au maire de présenter chaque année un rapport sur les tramways, les vélos et la sécurité près des écoles. Des arbres seront plantés où l'été devient trop chaud. Les habitants ont été consultés, et leurs réponses figurent à la fin de ce document."),
        ("de", "Der Stadtrat hat den Verkehrsplan für die nächsten zehn Jahre beschlossen und verlangt jährlich einen Bericht über Straßenbahnen, Fahrräder und sichere Schulwege. Größere Plätze ohne Schatten werden begrünt, weil es im Sommer immer heißer wird. Die Bürgerinnen und Bürger können ihre Vorschläge während der Auslegung einreichen."),
        ("es", "El ayuntamiento aprobó el plan de movilidad y pidió al alcalde un informe anual sobre tranvías, bicicletas y caminos seguros hacia la escuela. Se plantarán árboles en las plazas donde el verano es cada año más caluroso. Los vecinos presentaron más de trescientas propuestas y la comisión las publicará junto con el presupuesto."),
    ];

    private static readonly Wear[] Wears =
    [
        new("clean"),
        new("skewed by 1.5 degrees", Skew: 1.5),
        new("skewed by -3 degrees", Skew: -3),
        new("grained", Noise: 30),
        new("faded and specked", Skew: -0.8, Noise: 20, Specks: 1000, Ink: 0.6),
    ];

    static Scans() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private static bool CanRead => InstalledTools.Inventory().Parts.Contains(InstalledTools.OcrPart) && InstalledTools.Has("pdftoppm");

    [Fact]
    public async Task Of_the_words_on_printed_skewed_and_worn_pages_nineteen_in_twenty_are_read()
    {
        if (!CanRead)
        {
            return;
        }

        var all = Environment.GetEnvironmentVariable("KB_CORPUS") == "all" && Reader.Corpus is not null;
        var texts = all ? [.. Texts.Concat(Texts.SelectMany(t => Declaration(t.Language)))] : Texts;
        var wears = all ? Wears : [Wears[1], Wears[^1]];
        var (found, asked, pages, clock) = (new SortedDictionary<string, int>(), new Dictionary<string, int>(), 0, new System.Diagnostics.Stopwatch());
        foreach (var byLanguage in texts.GroupBy(t => t.Language))
        {
            var font = pages / wears.Length / byLanguage.Count() % 2 == 0 ? "Helvetica" : "Times-Roman";
            var sheets = Pictures([.. byLanguage.Select(t => t.Text)], font).Zip(byLanguage)
                .SelectMany((sheet, i) => wears.Select(wear => (Wear: wear, sheet.Second.Text, Scan: ScannedPages.Worn(sheet.First, wear, i)))).ToList();
            clock.Start();
            var result = await reader.ReadAsync(ScannedPages.Bind(sheets.Select(s => s.Scan)), "scan.pdf");
            clock.Stop();
            Assert.Equal(sheets.Count, result.Pages.Count);
            pages += sheets.Count;
            foreach (var ((wear, text, _), page) in sheets.Zip(result.Pages))
            {
                var read = Words(page.Text).GroupBy(w => w).ToDictionary(g => g.Key, g => g.Count());
                var words = Words(text).GroupBy(w => w).ToList();
                foreach (var key in new[] { wear.Name, byLanguage.Key, "all" })
                {
                    asked[key] = asked.GetValueOrDefault(key) + words.Sum(w => w.Count());
                    found[key] = found.GetValueOrDefault(key) + words.Sum(w => Math.Min(w.Count(), read.GetValueOrDefault(w.Key)));
                }
            }
        }

        foreach (var key in found.Keys)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{key}: {found[key]} of {asked[key]} words, {100.0 * found[key] / asked[key]:F2} %"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{pages} pages in {clock.Elapsed.TotalSeconds:F0} s"));
        Assert.All(asked.Keys, key => Assert.True(found[key] >= (key == "all" ? 0.95 : 0.9) * asked[key], $"{key}: {found[key]} of {asked[key]}"));
    }

    [Fact]
    public async Task The_words_of_a_scanned_page_are_marked_where_they_stand()
    {
        if (!CanRead)
        {
            return;
        }

        var (path, original) = (Path.Combine(reader.Folder, "marked.pdf"), Path.Combine(reader.Folder, "original.pdf"));
        await File.WriteAllBytesAsync(original, ScannedPages.Print([Texts[0].Text], "Helvetica"));
        await File.WriteAllBytesAsync(path, Scanned([Texts[0].Text], "Helvetica", new("straight")));
        var page = Assert.Single((await reader.ReadAsync(path)).Pages);
        Assert.Equal(PageOutcome.Ocr, page.Outcome);
        var renderer = new PdfPageRenderer(new());
        var layer = await renderer.WordsAsync(original, 1, CancellationToken.None);
        var read = page.Words!.On(layer.Width, layer.Height);
        Assert.Equal(layer.Words.Count, read.Words.Count);
        foreach (var (expected, actual) in layer.Words.Zip(read.Words).Where(p => p.First.Text == p.Second.Text))
        {
            // The text layer's boxes have room above and below the letters.
            Assert.InRange(actual.Left, expected.Left - 2, expected.Left + 2);
            Assert.InRange(actual.Right, expected.Right - 2, expected.Right + 2);
            Assert.InRange((actual.Top + actual.Bottom) / 2, expected.Top, expected.Bottom);
        }
    }

    [Fact]
    public async Task A_volume_of_scans_is_read_in_the_memory_of_a_page()
    {
        if (!CanRead)
        {
            return;
        }

        var count = Environment.GetEnvironmentVariable("KB_CORPUS") == "all" ? 300 : 6;
        var work = Directory.CreateDirectory(Path.Combine(reader.Folder, "volume")).FullName;
        var path = Path.Combine(work, "volume.pdf");
        await File.WriteAllBytesAsync(path, ScannedPages.Bind(Pictures([.. Enumerable.Range(1, count).Select(n => $"Il tram numero {n} ferma in piazza. {Texts[1].Text}")], "Helvetica")));
        await using var extractor = new WorkerExtractor(new() { Parallelism = 1, WorkFolder = work });
        using var over = new CancellationTokenSource();
        var memory = ResidentMemory.MostAsync(work, over.Token);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var result = await extractor.ExtractAsync(new() { Path = path, OriginalName = "volume.pdf", Scratch = reader.Scratch() }, CancellationToken.None);
        await over.CancelAsync();
        output.WriteLine($"{result.Pages.Count} pages, {new FileInfo(path).Length >> 20} MB, in {clock.Elapsed.TotalSeconds:F0} s and {await memory >> 20} MB");
        Assert.Equal(count, result.Pages.Count(p => p.Outcome == PageOutcome.Ocr && p.Words is { Count: > 30 }));
        Assert.Equal(Enumerable.Range(1, count), result.Pages.Select(p => p.Number));
        Assert.True(await memory < 300L << 20, $"{await memory >> 20} MB");
    }

    [Fact]
    public async Task A_page_on_its_head_is_read_all_the_same()
    {
        if (!CanRead || !InstalledTools.TellsOrientation)
        {
            return;
        }

        var upright = Pictures([Texts[1].Text], "Times-Roman").Single();
        var result = await reader.ReadAsync(ScannedPages.Bind([upright with { Pixels = [.. upright.Pixels.AsEnumerable().Reverse()] }]), "scan.pdf");
        var page = Assert.Single(result.Pages);
        Assert.Contains("mobilità sostenibile", page.Text, StringComparison.Ordinal);
        var first = page.Words!.On(page.Words.Width, page.Words.Height).Words[0];
        Assert.Equal("Il", first.Text);
        Assert.True(first.Top > page.Words.Height / 2 && first.Left > page.Words.Width / 2);
    }

    [Fact]
    public async Task A_picture_file_of_several_pages_is_read_page_by_page_and_can_be_shown()
    {
        if (!CanRead)
        {
            return;
        }

        var result = await reader.ReadAsync(ScannedPages.Tiff([.. Pictures([Texts[3].Text, Texts[4].Text], "Helvetica")]), "scan.tif");
        Assert.Equal(ExtractionOutcome.Ok, result.Outcome);
        Assert.Equal([1, 2], result.Pages.Select(p => p.Number));
        Assert.Contains("Straßenbahnen", result.Pages[0].Text, StringComparison.Ordinal);
        Assert.Contains("movilidad", result.Pages[1].Text, StringComparison.Ordinal);
        var shown = await new PdfPageRenderer(new()).RenderAsync(result.Rendition!, 2, 50, CancellationToken.None);
        Assert.NotNull(shown);
    }

    private byte[] Scanned(IReadOnlyList<string> texts, string font, Wear wear) =>
        ScannedPages.Bind(Pictures(texts, font).Select((p, i) => ScannedPages.Worn(p, wear, i + 1)));

    private IEnumerable<GreyPicture> Pictures(IReadOnlyList<string> texts, string font)
    {
        var path = Path.Combine(reader.Folder, Guid.NewGuid().ToString("N") + ".pdf");
        File.WriteAllBytes(path, ScannedPages.Print(texts, font));
        return ScannedPages.Scan(path, texts.Count);
    }

    /// <summary>A page of the Declaration of Human Rights from the shared data.</summary>
    private static IEnumerable<(string Language, string Text)> Declaration(string language)
    {
        var path = Path.Combine(Reader.Corpus!, "..", "langid", "udhr", language + ".txt.gz");
        if (!File.Exists(path))
        {
            return [];
        }

        using var text = new StreamReader(new System.IO.Compression.GZipStream(File.OpenRead(path), System.IO.Compression.CompressionMode.Decompress));
        var whole = text.ReadToEnd().Normalize(NormalizationForm.FormC);

        // Its French begins in another language of France.
        var start = language == "fr" ? whole.IndexOf("Considérant que la reconnaissance", StringComparison.Ordinal) : 0;
        var words = whole[Math.Max(0, start)..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Chunk(350).Take(1).Select(chunk => (language, string.Join(' ', chunk)));
    }

    private static IEnumerable<string> Words(string text) =>
        new string([.. text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) ? c : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
