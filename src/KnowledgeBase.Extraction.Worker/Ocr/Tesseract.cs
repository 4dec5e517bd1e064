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
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(90);
    private static readonly Lazy<IReadOnlyList<string>> Models = new(FindModels);

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
    public static bool Installed => ToolBox.Has("tesseract") && Models.Value.Count > 0;

    /// <summary>Reads one picture; null when the tool fails on it.</summary>
    public async Task<OcrText?> ReadAsync(string picture) => (await ReadPagesAsync(picture))?.FirstOrDefault() is var text && text is not null
        ? text
        : null;

    /// <summary>Reads all pages of a picture file; null when the tool fails on it.</summary>
    public async Task<IReadOnlyList<OcrText>?> ReadPagesAsync(string picture)
    {
        var input = new CageBinding(picture, "/picture");
        var command = new CagedCommand
        {
            Program = "tesseract",
            Arguments = [context.PathOf(input), "stdout", "-l", string.Join('+', Languages()), "--psm", "3", "-c", "tessedit_create_tsv=1"],
            Bindings = [input],
            Environment = new Dictionary<string, string> { ["OMP_THREAD_LIMIT"] = "1" },
            CpuSeconds = (int)Time.TotalSeconds,
            AddressSpace = context.Limits.ToolMemory,
            FileSize = 1 << 20,
            Processes = 8,
        };
        var result = await context.RunAsync(command, Time, 64 << 20);
        return result.Succeeded ? Pages(Encoding.UTF8.GetString(result.Output)) : null;
    }

    private List<string> Languages()
    {
        var asked = context.OcrLanguages.Append(declaredLanguage?.Split('-')[0] ?? "")
            .Select(code => ModelOf.GetValueOrDefault(code, "")).Where(Models.Value.Contains).Distinct().Take(MaxLanguages).ToList();
        if (asked.Count > 0)
        {
            return asked;
        }

        var usual = Usual.Where(Models.Value.Contains).ToList();
        return usual.Count > 0 ? usual : [Models.Value[0]];
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

    private static IReadOnlyList<string> FindModels()
    {
        const string root = "/usr/share/tesseract-ocr";
        return Directory.Exists(root)
            ? [.. Directory.EnumerateFiles(root, "*.traineddata", SearchOption.AllDirectories)
                .Select(f => Path.GetFileNameWithoutExtension(f)).Where(m => m != "osd").Distinct().Order()]
            : [];
    }
}
