using System.Globalization;
using KnowledgeBase.Extraction.Confinement;
using KnowledgeBase.Extraction.Pages;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Pdf;

/// <summary>The poppler tools, each called in its cage on the document alone.</summary>
public sealed class Poppler(ReadingContext context, string document)
{
    private const int MaxLayoutBytes = 12 << 20;
    private const int MostRuns = 6;
    private const int MaxPixels = 3500;
    private const double OcrDpi = 200;
    private const int MaxPictureBytes = 40 << 20;
    private readonly CageBinding input = new(document, "/document.pdf");

    /// <summary>
    /// Text of the pages from <paramref name="first"/> to <paramref name="last"/> (0: to the end), parted by form feeds; with the
    /// document's information entries before it where the splitter wants them, which saves a call of their own.
    /// </summary>
    public async Task<CommandResult> TextAsync(int first, int last, PageSplitter pages)
    {
        List<string> arguments = [.. pages.WantsHead ? ["-htmlmeta"] : Array.Empty<string>(), "-enc", "UTF-8", "-eol", "unix", "-f", Number(first)];
        if (last > 0)
        {
            arguments.AddRange(["-l", Number(last)]);
        }

        return await context.RunAsync(
            Command("pdftotext", [.. arguments, Path, "-"]), context.Limits.ToolSilence, 4L * context.Limits.Characters, pages.Add);
    }

    /// <summary>The word boxes of one page.</summary>
    public Task<CommandResult> LayoutAsync(int page) => context.RunAsync(
        Command("pdftotext", ["-q", "-enc", "UTF-8", "-bbox-layout", "-f", Number(page), "-l", Number(page), Path, "-"]), context.Limits.ToolSilence, MaxLayoutBytes);

    /// <summary>Number of pages the document declares; 0 when it cannot be told.</summary>
    public async Task<int> PageCountAsync()
    {
        var result = await context.RunAsync(Command("pdfinfo", ["-enc", "UTF-8", Path]), TimeSpan.FromSeconds(5), 1 << 20);
        foreach (var line in System.Text.Encoding.UTF8.GetString(result.Output).Split('\n'))
        {
            if (line.StartsWith("Pages:", StringComparison.Ordinal)
                && int.TryParse(line.AsSpan(6).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                return count;
            }
        }

        return 0;
    }

    /// <summary>A grey picture of a page at 200 dpi, or of about <see cref="MaxPixels"/> on its longest side, written to <paramref name="file"/>; its dpi, or null when it cannot be drawn.</summary>
    public async Task<double?> PictureAsync(int page, string file)
    {
        if (await DrawAsync(page, OcrDpi, file))
        {
            return OcrDpi;
        }

        var layout = WordLayout.Parse((await LayoutAsync(page)).Output).Pages;
        var longest = layout.Count == 0 ? 0 : Math.Max(layout[0].Width, layout[0].Height);
        var dpi = longest > 0 ? Math.Floor(MaxPixels * 72 / longest) : 0;
        return dpi is >= 1 and < OcrDpi && await DrawAsync(page, dpi, file) ? dpi : null;
    }

    /// <summary>Joins PDFs into one; false when that fails.</summary>
    public static async Task<bool> UniteAsync(ReadingContext context, IReadOnlyList<string> parts, string whole)
    {
        var folder = new CageBinding(context.Scratch, "/scratch", Writable: true);
        string Seen(string file) => context.PathOf(folder) + "/" + System.IO.Path.GetFileName(file);
        var result = await context.RunAsync(
            new()
            {
                Program = "pdfunite",
                Arguments = [.. parts.Select(Seen), Seen(whole)],
                Bindings = [folder],
                CpuSeconds = 60,
                AddressSpace = context.Limits.ToolMemory,
                FileSize = context.Limits.FileSize,
                Processes = 8,
            },
            TimeSpan.FromSeconds(120),
            1 << 20);
        return result.Succeeded && File.Exists(whole);
    }

    private async Task<bool> DrawAsync(int page, double dpi, string file)
    {
        await using var picture = File.Create(file);
        var result = await context.RunAsync(
            Command("pdftoppm", ["-r", Number((int)dpi), "-gray", "-q", "-f", Number(page), "-l", Number(page), "-singlefile", Path]),
            context.Limits.ToolSilence, MaxPictureBytes, bytes => picture.Write(bytes.Span));
        return result.Succeeded;
    }

    /// <summary>Which of some pages, in order, show a picture of some size; null when it cannot be told.</summary>
    public async Task<HashSet<int>?> PicturedPagesAsync(IReadOnlyList<int> among)
    {
        // The tool decodes whatever it passes: it is shown the few pages in question, and the whole only where they are strewn all over it.
        var runs = new List<(int First, int Last)>();
        foreach (var page in among)
        {
            if (runs is [.., var last] && (last.Last + 1 == page || runs.Count == MostRuns))
            {
                runs[^1] = (last.First, page);
            }
            else
            {
                runs.Add((page, page));
            }
        }

        var pictured = new HashSet<int>();
        foreach (var (first, last) in runs)
        {
            if (!await AddPicturedAsync(first, last, pictured))
            {
                return null;
            }
        }

        return pictured;
    }

    private async Task<bool> AddPicturedAsync(int first, int last, HashSet<int> pages)
    {
        const int smallest = 200;
        var result = await context.RunAsync(
            Command("pdfimages", ["-list", "-f", Number(first), "-l", Number(last), Path]), context.Limits.ToolSilence, 32 << 20);
        if (!result.Succeeded)
        {
            return false;
        }

        foreach (var row in System.Text.Encoding.UTF8.GetString(result.Output).Split('\n').Skip(2))
        {
            // page, number, type, width, height, …
            var cells = row.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length > 4 && int.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out var page)
                && int.TryParse(cells[3], NumberStyles.None, CultureInfo.InvariantCulture, out var width)
                && int.TryParse(cells[4], NumberStyles.None, CultureInfo.InvariantCulture, out var height)
                && (long)width * height >= smallest * smallest)
            {
                pages.Add(page);
            }
        }

        return true;
    }

    /// <summary>Takes the attached files out into an empty folder.</summary>
    public Task<CommandResult> DetachAsync(string folder)
    {
        var output = new CageBinding(folder, "/out", Writable: true);
        var command = Command("pdfdetach", ["-saveall", "-o", context.PathOf(output), Path]) with
        {
            Bindings = [input, output],
            FileSize = context.Limits.FileSize,
        };
        return context.RunAsync(command, TimeSpan.FromSeconds(30), 1 << 20);
    }

    private string Path => context.PathOf(input);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private CagedCommand Command(string tool, IReadOnlyList<string> arguments) => new()
    {
        Program = tool,
        Arguments = arguments,
        Bindings = [input],
        CpuSeconds = context.Limits.ToolCpuSeconds,
        AddressSpace = context.Limits.ToolMemory,
        FileSize = 1 << 20,
        Processes = 8,
    };
}
