using System.Text;
using KnowledgeBase.Extraction.Confinement;
using KnowledgeBase.Extraction.Worker.Detection;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Legacy;

/// <summary>
/// Word, Excel and PowerPoint before 2007, and RTF. Small converters where they are good (antiword, then catdoc; xls2csv), else LibreOffice;
/// for RTF LibreOffice first.
/// </summary>
public sealed class LegacyReader : IFormatReader
{
    private const string Input = "/document";
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(15);

    public IReadOnlyCollection<string> Formats { get; } =
        [DetectedFormat.Doc.Name, DetectedFormat.Xls.Name, DetectedFormat.Ppt.Name, DetectedFormat.Rtf.Name];

    public async Task<ExtractionResult> ReadAsync(DetectedFormat format, ReadingContext context)
    {
        if (format == DetectedFormat.Doc)
        {
            return await WordAsync(context) ?? await Office.ReadAsync(context, ".doc");
        }

        if (format == DetectedFormat.Xls)
        {
            return await SheetsAsync(context) ?? await Office.ReadAsync(context, ".xls");
        }

        if (format == DetectedFormat.Rtf && !Office.Installed)
        {
            return await RichTextAsync(context);
        }

        return await Office.ReadAsync(context, "." + format.Name);
    }

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
    private static async Task<ExtractionResult> RichTextAsync(ReadingContext context)
    {
        var result = await RunAsync(context, InstalledTools.Catdoc, ["-d", "utf-8", "-w"]);
        return result.Succeeded && Text(result) is { Length: > 0 } text && LooksLikeText(text)
            ? Single(text, InstalledTools.Catdoc, context) with { MissingPart = InstalledTools.OfficePart }
            : throw DocumentRefusedException.NeedsOffice();
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
