using System.Text;
using KnowledgeBase.Extraction.Confinement;
using KnowledgeBase.Extraction.Worker.Detection;
using KnowledgeBase.Extraction.Worker.Ole;
using KnowledgeBase.Extraction.Worker.OpenXml;
using KnowledgeBase.Extraction.Worker.Pdf;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Legacy;

/// <summary>
/// Word, Excel and PowerPoint before 2007, and RTF. LibreOffice writes them again: as PDF, which gives pages that can be shown, and in the
/// format of today, which tells titles, sheets and slides, and what is hidden. Without it, or where it makes nothing of a file, small
/// converters read the text (antiword, then catdoc, which reads RTF too; xls2csv).
/// </summary>
public sealed class LegacyReader : IFormatReader
{
    private const string Input = "/document";
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(15);
    private readonly OfficeService office = new();

    public IReadOnlyCollection<string> Formats { get; } =
        [DetectedFormat.Doc.Name, DetectedFormat.Xls.Name, DetectedFormat.Ppt.Name, DetectedFormat.Rtf.Name, DetectedFormat.Xlsb.Name];

    public async Task<ExtractionResult> ReadAsync(DetectedFormat format, ReadingContext context)
    {
        var (ending, converted) = OfficeService.Installed ? await ConvertedAsync(context) : default;
        if (converted is { Outcome: ExtractionOutcome.Ok or ExtractionOutcome.Partial })
        {
            return converted;
        }

        var plain = format == DetectedFormat.Doc ? await WordAsync(context)
            : format == DetectedFormat.Xls ? await SheetsAsync(context)
            : format == DetectedFormat.Rtf ? await RichTextAsync(context) : null;
        if (plain is not null && !OfficeService.Installed)
        {
            return plain with { MissingPart = InstalledTools.OfficePart, Properties = Declared(context) };
        }

        return (plain is null ? converted : plain with { Properties = Declared(context) })
            ?? throw (!OfficeService.Installed ? DocumentRefusedException.NeedsOffice()
                : ending == OfficeEnding.TimedOut ? new(ExtractionOutcome.TimedOut, "LibreOffice was stopped because it took too long with this document.")
                : DocumentRefusedException.Corrupt("The document is damaged or protected by a password: LibreOffice makes nothing of it."));
    }

    private static DocumentProperties Declared(ReadingContext context)
    {
        using var file = File.OpenRead(context.Document);
        return OleFile.Open(file) is { } compound ? SummaryInformation.Of(compound) : new();
    }

    /// <summary>Reads what LibreOffice makes of the document; null when that is nothing.</summary>
    private async Task<(OfficeEnding Ending, ExtractionResult? Result)> ConvertedAsync(ReadingContext context)
    {
        var target = Path.Combine(context.Scratch, context.NewFile());
        var ending = await office.ConvertAsync(context, target);
        var rendition = File.Exists(target + ".pdf") ? target + ".pdf" : null;
        ExtractionResult? result = null;
        foreach (var format in new[] { DetectedFormat.Docx, DetectedFormat.Xlsx, DetectedFormat.Pptx })
        {
            var twin = $"{target}.{format.Name}";
            if (File.Exists(twin))
            {
                var read = await TwinAsync(format, context.Of(twin));
                File.Delete(twin);
                result = read is null ? null
                    : format == DetectedFormat.Docx ? await WithPagesAsync(context, read, rendition)
                    : WithPictures(context, read, rendition, await PagesAsync(context, rendition));
            }
        }

        if (result is null && rendition is not null)
        {
            result = await PdfReader.ReadAsync(context, rendition, made: true) with { Rendition = Path.GetFileName(rendition) };
        }

        return (ending, result is null ? null : result with { Tool = $"{InstalledTools.Office}, {result.Tool}" });
    }

    /// <summary>Reads the document as LibreOffice has written it again; null when it broke off, which leaves half a file.</summary>
    private static async Task<ExtractionResult?> TwinAsync(DetectedFormat format, ReadingContext twin)
    {
        try
        {
            return await new OpenXmlPackageReader().ReadAsync(format, twin) with { Format = "" };
        }
        catch (Exception error) when (error is DocumentRefusedException || Damage.Caused(error))
        {
            return null;
        }
    }

    /// <summary>Flowing text has the pages of its PDF.</summary>
    private static async Task<ExtractionResult> WithPagesAsync(ReadingContext context, ExtractionResult twin, string? rendition)
    {
        if (rendition is null)
        {
            return twin;
        }

        var read = await PdfReader.ReadAsync(context, rendition, made: true);
        return read with
        {
            Properties = twin.Properties with { LargestLine = twin.Properties.LargestLine ?? read.Properties.LargestLine },
            Hidden = twin.Hidden,
            Children = twin.Children,
            Rendition = Path.GetFileName(rendition),
        };
    }

    /// <summary>Sheets and slides are pages of their own; the PDF shows them when it has as many, which it has not where some are hidden.</summary>
    private static ExtractionResult WithPictures(ReadingContext context, ExtractionResult twin, string? rendition, int pages)
    {
        if (rendition is not null && pages == twin.Pages.Count)
        {
            return twin with { Rendition = Path.GetFileName(rendition) };
        }

        context.Note("Pages of this document cannot be shown as pictures, because some of them are hidden or empty.");
        return twin;
    }

    private static async Task<int> PagesAsync(ReadingContext context, string? rendition) =>
        rendition is null ? 0 : await new Poppler(context, rendition).PageCountAsync();

    private static async Task<ExtractionResult?> WordAsync(ReadingContext context)
    {
        var first = await RunAsync(context, InstalledTools.Antiword, ["-m", "UTF-8.txt", "-w", "0"]);
        if (first.Errors.Contains("ncrypted", StringComparison.Ordinal))
        {
            throw DocumentRefusedException.Encrypted();
        }

        if (first.Succeeded && Text(first) is { Length: > 0 } text)
        {
            return Single(text, InstalledTools.Antiword, context);
        }

        var second = await RunAsync(context, InstalledTools.Catdoc, ["-d", "utf-8", "-w"]);
        if (second.Errors.Contains("ncrypted", StringComparison.Ordinal))
        {
            throw DocumentRefusedException.Encrypted();
        }

        // This tool gives bytes of damaged files for text: LibreOffice decides there.
        return second.Succeeded && Text(second) is { Length: > 0 } other && LooksLikeText(other) ? Single(other, InstalledTools.Catdoc, context) : null;
    }

    /// <summary>The words alone, without pages, until LibreOffice is there to read the document again.</summary>
    private static async Task<ExtractionResult?> RichTextAsync(ReadingContext context)
    {
        var result = await RunAsync(context, InstalledTools.Catdoc, ["-d", "utf-8", "-w"]);
        return result.Succeeded && Text(result) is { Length: > 0 } text && LooksLikeText(text) ? Single(text, InstalledTools.Catdoc, context) : null;
    }

    private static async Task<ExtractionResult?> SheetsAsync(ReadingContext context)
    {
        var result = await RunAsync(context, InstalledTools.Xls2Csv, ["-d", "utf-8", "-c", "\t", "-q", "0"]);
        if (result.Errors.Contains("ncrypted", StringComparison.Ordinal))
        {
            throw DocumentRefusedException.Encrypted();
        }

        if (!result.Succeeded)
        {
            return null;
        }

        var pages = new List<ExtractedPage>();
        foreach (var sheet in Encoding.UTF8.GetString(result.Output).TrimEnd('\f', '\n').Split('\f'))
        {
            var text = TextCleaner.Clean(string.Join('\n', sheet.Split('\n').Select(line => line.TrimEnd('\t', ' ', '\r'))).Trim('\n'));
            if (!context.TryKeep(text.Length))
            {
                break;
            }

            pages.Add(new()
            {
                Number = pages.Count + 1,
                Text = text,
                Outcome = text.Length == 0 ? PageOutcome.Empty : PageOutcome.Text,
            });
        }

        return PageAccount.Of(pages) with { HasPages = true, Pages = pages, Tool = InstalledTools.Xls2Csv };
    }

    private static ExtractionResult Single(string text, string tool, ReadingContext context)
    {
        var kept = context.TryKeep(text.Length) ? text : text[..context.Limits.Characters];
        ExtractedPage page = new() { Number = 1, Text = kept };
        return new() { Outcome = ExtractionOutcome.Ok, Pages = [page], Tool = tool };
    }

    private static string Text(CommandResult result) => TextCleaner.Clean(Encoding.UTF8.GetString(result.Output).Trim());

    private static bool LooksLikeText(string text) =>
        text.Count(c => char.IsLetterOrDigit(c) || char.IsWhiteSpace(c)) * 10 > text.Length * 7 && !text.Contains('\uFFFD');

    private static async Task<CommandResult> RunAsync(ReadingContext context, string tool, IReadOnlyList<string> options)
    {
        var input = new CageBinding(context.Document, Input);
        var command = new CagedCommand
        {
            Program = tool,
            Arguments = [.. options, context.PathOf(input)],
            Bindings = [input],
            Environment = new Dictionary<string, string> { ["HOME"] = "/tmp" },
            CpuSeconds = context.Limits.ToolCpuSeconds,
            AddressSpace = context.Limits.ToolMemory,
            FileSize = 1 << 20,
            Processes = 8,
        };
        return await context.RunAsync(command, Time, 4L * context.Limits.Characters);
    }
}
