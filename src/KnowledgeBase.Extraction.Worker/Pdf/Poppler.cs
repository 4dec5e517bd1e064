using System.Globalization;
using KnowledgeBase.Extraction.Confinement;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Pdf;

/// <summary>The poppler tools, each called in its cage on the document alone.</summary>
public sealed class Poppler(ReadingContext context, string document)
{
    private const int MaxLayoutBytes = 12 << 20;
    private readonly CageBinding input = new(document, "/document.pdf");

    /// <summary>Text of the pages from <paramref name="first"/> to <paramref name="last"/> (0: to the end), parted by form feeds.</summary>
    public async Task<CommandResult> TextAsync(int first, int last, PageSplitter pages)
    {
        List<string> arguments = ["-enc", "UTF-8", "-eol", "unix", "-f", Number(first)];
        if (last > 0)
        {
            arguments.AddRange(["-l", Number(last)]);
        }

        return await context.Tools.RunAsync(
            Command("pdftotext", [.. arguments, Path, "-"]), context.Limits.ToolSilence, 4L * context.Limits.Characters, pages.Add);
    }

    /// <summary>Information entries and word boxes of the first two pages.</summary>
    public Task<CommandResult> LayoutAsync() => context.Tools.RunAsync(
        Command("pdftotext", ["-q", "-enc", "UTF-8", "-bbox-layout", "-f", "1", "-l", "2", Path, "-"]), context.Limits.ToolSilence, MaxLayoutBytes);

    /// <summary>Number of pages the document declares; 0 when it cannot be told.</summary>
    public async Task<int> PageCountAsync()
    {
        var result = await context.Tools.RunAsync(Command("pdfinfo", ["-enc", "UTF-8", Path]), TimeSpan.FromSeconds(5), 1 << 20);
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

    private string Path => context.Tools.PathOf(input);

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
