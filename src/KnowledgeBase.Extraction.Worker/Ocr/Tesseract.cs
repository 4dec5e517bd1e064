using System.Globalization;
using System.Text;
using KnowledgeBase.Extraction.Confinement;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Ocr;

/// <summary>Tesseract, one page and one thread a call, in its cage.</summary>
public sealed class Tesseract(ReadingContext context, OcrModels models)
{
    private const int MaxTableBytes = 16 << 20;

    /// <summary>Below this mean confidence a page may lie on its side or on its head, which costs half a page's time more to find out.</summary>
    private const double LeastSure = 0.7;

    /// <summary>Words from which on a turned page must be the better reading to be believed.</summary>
    private const int FewWords = 5;

    private const string Upright = "3";
    private const string AnyWayRound = "1";

    /// <summary>True when the program and at least one language model are there.</summary>
    public static bool Installed => InstalledTools.Has("tesseract") && InstalledTools.OcrModels().Count > 0;

    /// <summary>Reads a page; null when the tool fails on it or needs more time than a page is worth.</summary>
    /// <param name="picture">A picture file.</param>
    /// <param name="dpi">Its pixels an inch.</param>
    /// <param name="page">Which of the pictures in the file, from 1.</param>
    /// <param name="rendition">A file of the scratch folder for a PDF of the picture, or null for none.</param>
    public async Task<OcrText?> ReadAsync(string picture, double dpi, int page = 1, string? rendition = null)
    {
        var (read, segmentation) = (await ReadOnceAsync(picture, dpi, page, Upright, rendition), Upright);
        if (read is { Confidence: < LeastSure } && InstalledTools.TellsOrientation
            && await ReadOnceAsync(picture, dpi, page, AnyWayRound, null) is { Words.Count: > FewWords } turned && turned.Confidence > read.Confidence + 0.1)
        {
            (read, segmentation) = (turned, AnyWayRound);
        }

        if (read is not null && models.Learn(read.Text))
        {
            read = await ReadOnceAsync(picture, dpi, page, segmentation, null) ?? read;
        }

        return read is null || context.TryKeep(read.Text.Length) ? read : new("", read.Confidence, null);
    }

    private async Task<OcrText?> ReadOnceAsync(string picture, double dpi, int page, string segmentation, string? rendition)
    {
        var folder = Directory.CreateDirectory(Path.Combine(context.Scratch, "ocr"));
        var input = new CageBinding(picture, "/picture");
        var output = new CageBinding(folder.FullName, "/out", Writable: true);
        List<string> options = ["-l", string.Join('+', models.Names), "--psm", segmentation, "-c", "tessedit_create_tsv=1"];
        if (page > 1)
        {
            options.AddRange(["-c", string.Create(CultureInfo.InvariantCulture, $"tessedit_page_number={page - 1}")]);
        }

        if (rendition is not null)
        {
            options.AddRange(["-c", "tessedit_create_pdf=1"]);
        }

        var command = new CagedCommand
        {
            Program = "tesseract",
            Arguments = [context.PathOf(input), context.PathOf(output) + "/page", .. options],
            Bindings = [input, output],
            Environment = new Dictionary<string, string> { ["OMP_THREAD_LIMIT"] = "1" },
            CpuSeconds = context.Limits.OcrPageCpuSeconds,
            AddressSpace = context.Limits.ToolMemory,
            FileSize = context.Limits.FileSize,
            Processes = 8,
        };

        // Processor time is the measure; the wait is longer, since a busy machine may give the tool only part of a processor.
        var result = await context.RunAsync(command, TimeSpan.FromSeconds(4 * context.Limits.OcrPageCpuSeconds), 1 << 20);
        var (table, made) = (new FileInfo(Path.Combine(folder.FullName, "page.tsv")), new FileInfo(Path.Combine(folder.FullName, "page.pdf")));
        var read = result.Succeeded && table is { Exists: true, LinkTarget: null, Length: < MaxTableBytes }
            ? OcrText.Pages(await File.ReadAllTextAsync(table.FullName, Encoding.UTF8), dpi).FirstOrDefault()
            : null;
        if (read is not null && rendition is not null && made is { Exists: true, LinkTarget: null })
        {
            made.MoveTo(rendition, overwrite: true);
        }

        folder.Delete(recursive: true);
        return read;
    }
}
