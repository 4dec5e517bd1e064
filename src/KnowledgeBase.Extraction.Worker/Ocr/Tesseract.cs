using System.Globalization;
using System.Text;
using KnowledgeBase.Extraction.Confinement;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Ocr;

/// <summary>Text read from a picture with the mean confidence of its words, 0 to 1.</summary>
public sealed record OcrText(string Text, double Confidence);

/// <summary>Tesseract, one thread a page, in its cage.</summary>
public sealed class Tesseract(ReadingContext context, string? declaredLanguage)
{
    private const int MaxLanguages = 5;
    private const int MinWordConfidence = 20;
    private readonly IReadOnlyList<string> models = InstalledTools.OcrModels();

    // Our codes (ISO 639-1) and the names of the models.
    private static readonly Dictionary<string, string> ModelOf = new(StringComparer.OrdinalIgnoreCase)
    {
        ["en"] = "eng", ["it"] = "ita", ["fr"] = "fra", ["de"] = "deu", ["es"] = "spa", ["pt"] = "por", ["nl"] = "nld", ["pl"] = "pol",
        ["cs"] = "ces", ["sk"] = "slk", ["sl"] = "slv", ["hr"] = "hrv", ["hu"] = "hun", ["ro"] = "ron", ["bg"] = "bul", ["el"] = "ell",
        ["da"] = "dan", ["sv"] = "swe", ["fi"] = "fin", ["et"] = "est", ["lv"] = "lav", ["lt"] = "lit", ["ga"] = "gle", ["mt"] = "mlt",
        ["ca"] = "cat", ["no"] = "nor", ["uk"] = "ukr", ["ru"] = "rus", ["tr"] = "tur", ["ar"] = "ara", ["zh"] = "chi_sim", ["ja"] = "jpn",
        ["ko"] = "kor",
    };

    private static readonly string[] Usual = ["eng", "ita", "fra", "deu", "spa"];

    /// <summary>True when the program and at least one language model are there.</summary>
    public static bool Installed => InstalledTools.Has("tesseract") && InstalledTools.OcrModels().Count > 0;

    /// <summary>Reads a picture of one page; null when the tool fails on it or needs more time than a page is worth.</summary>
    public async Task<OcrText?> ReadAsync(string picture)
    {
        var (result, table) = await RunAsync(picture, context.Limits.OcrPageCpuSeconds);
        return result.Succeeded ? Pages(table)[0] : null;
    }

    /// <summary>Reads all pages of a picture file, as far as the time for OCR goes, with a note when it does not go to the end; null when the tool fails on it.</summary>
    public async Task<IReadOnlyList<OcrText>?> ReadPagesAsync(string picture, bool manyPages)
    {
        var (result, table) = await RunAsync(picture, manyPages ? (int)context.Limits.OcrTime.TotalSeconds : context.Limits.OcrPageCpuSeconds);
        if (result.Succeeded)
        {
            return Pages(table);
        }

        // Stopped by a limit: the last page may be half there, those before it are whole.
        var whole = result.Ending == CommandEnding.TimedOut || result.ExitCode >= 128 ? Pages(table).SkipLast(1).ToList() : [];
        if (whole.Count == 0)
        {
            return null;
        }

        context.Note($"Only the first {whole.Count} pages of the picture were read by OCR, because the next one takes too long.");
        return whole;
    }

    private async Task<(CommandResult Result, string Table)> RunAsync(string picture, int cpuSeconds)
    {
        var input = new CageBinding(picture, "/picture");
        var command = new CagedCommand
        {
            Program = "tesseract",
            Arguments = [context.PathOf(input), "stdout", "-l", string.Join('+', Languages()), "--psm", "3", "-c", "tessedit_create_tsv=1"],
            Bindings = [input],
            Environment = new Dictionary<string, string> { ["OMP_THREAD_LIMIT"] = "1" },
            CpuSeconds = cpuSeconds,
            AddressSpace = context.Limits.ToolMemory,
            FileSize = 1 << 20,
            Processes = 8,
        };

        // Processor time is the measure; the wait is longer, since a busy machine may give the tool only part of a processor.
        using var table = new MemoryStream();
        var result = await context.RunAsync(command, TimeSpan.FromSeconds(4 * context.Limits.OcrPageCpuSeconds), 64 << 20, bytes => table.Write(bytes.Span));
        return (result, Encoding.UTF8.GetString(table.GetBuffer(), 0, (int)table.Length));
    }

    private List<string> Languages()
    {
        var asked = context.OcrLanguages.Append(declaredLanguage?.Split('-')[0] ?? "")
            .Select(code => ModelOf.GetValueOrDefault(code, "")).Where(models.Contains).Distinct().Take(MaxLanguages).ToList();
        if (asked.Count > 0)
        {
            return asked;
        }

        var usual = Usual.Where(models.Contains).ToList();
        return usual.Count > 0 ? usual : [models[0]];
    }

    /// <summary>Rows of the tool's table: level, page, block, paragraph, line, word, four numbers of the box, confidence, text.</summary>
    private List<OcrText> Pages(string table)
    {
        var pages = new List<OcrText>();
        var text = new StringBuilder();
        var (page, line, block) = ("", "", "");
        double confidence = 0;
        var words = 0;
        foreach (var row in table.Split('\n').Skip(1))
        {
            var cells = row.Split('\t');
            if (cells.Length < 12 || cells[0] is not ("1" or "5"))
            {
                continue;
            }

            if (cells[0] == "1")
            {
                if (page.Length > 0)
                {
                    pages.Add(Page(text, confidence, words));
                    (text, confidence, words) = (new(), 0, 0);
                }

                (page, line, block) = (cells[1], "", "");
                continue;
            }

            var sure = double.TryParse(cells[10], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : 0;
            if (string.IsNullOrWhiteSpace(cells[11]) || sure < MinWordConfidence)
            {
                continue;
            }

            var thisBlock = $"{cells[2]} {cells[3]}";
            var thisLine = $"{thisBlock} {cells[4]}";
            Separate(text, line.Length == 0 || thisLine == line, thisBlock == block, cells[11]);
            (line, block) = (thisLine, thisBlock);
            text.Append(cells[11].Trim());
            confidence += sure / 100;
            words++;
        }

        pages.Add(Page(text, confidence, words));
        return pages;
    }

    /// <summary>A blank within a line, a line end between lines; a word parted by a hyphen at a line's end is joined.</summary>
    private static void Separate(StringBuilder text, bool sameLine, bool sameBlock, string next)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (sameLine)
        {
            text.Append(' ');
        }
        else if (sameBlock && text.Length > 1 && text[^1] is '-' or '\u2010' && char.IsLetter(text[^2]) && char.IsLower(next[0]))
        {
            text.Length--;
        }
        else
        {
            text.Append('\n');
        }
    }

    private OcrText Page(StringBuilder text, double confidence, int words)
    {
        var mean = words == 0 ? 0 : confidence / words;

        // Specks and pictures give a few unsure scraps, which are no text.
        var kept = (mean < 0.4 && words < 20) || !context.TryKeep(text.Length) ? "" : TextCleaner.Clean(text.ToString());
        return new(kept, Math.Round(mean, 3));
    }
}
