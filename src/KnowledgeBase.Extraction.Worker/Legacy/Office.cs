using KnowledgeBase.Extraction.Confinement;
using KnowledgeBase.Extraction.Worker.Pdf;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Legacy;

/// <summary>
/// LibreOffice, caged, with a profile of its own for each document: makes a PDF, which is read like any PDF and kept as the document's rendition.
/// </summary>
public static class Office
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(120);

    /// <summary>True when LibreOffice is there.</summary>
    public static bool Installed => InstalledTools.Has("soffice");

    /// <summary>Reads the document through a PDF made of it; its kind is told by the ending that kind usually has, such as ".ppt".</summary>
    /// <exception cref="DocumentRefusedException">LibreOffice is not installed, or makes nothing of the document.</exception>
    public static async Task<ExtractionResult> ReadAsync(ReadingContext context, string ending)
    {
        if (!Installed)
        {
            throw DocumentRefusedException.NeedsOffice();
        }

        var folder = Directory.CreateDirectory(Path.Combine(context.Scratch, "office"));
        var input = new CageBinding(context.Document, "/document" + ending);
        var output = new CageBinding(folder.FullName, "/out", Writable: true);
        var result = await context.RunAsync(Command(context, input, output), Time, 1 << 20);

        // The program exits with 0 also when it made nothing: only the file counts.
        var made = folder.EnumerateFiles("*.pdf").FirstOrDefault(f => f.LinkTarget is null);
        if (made is null)
        {
            throw result.Ending == CommandEnding.TimedOut
                ? new DocumentRefusedException(ExtractionOutcome.TimedOut, "LibreOffice was stopped because it took too long with this document.")
                : DocumentRefusedException.Corrupt("The document is damaged or protected by a password: LibreOffice makes nothing of it.");
        }

        var name = context.NewFile(".pdf");
        var rendition = Path.Combine(context.Scratch, name);
        made.MoveTo(rendition);
        folder.Delete(recursive: true);
        var read = await PdfReader.ReadAsync(context, rendition);
        return read with { Rendition = name, Tool = $"{InstalledTools.Office}, {read.Tool}" };
    }

    private static CagedCommand Command(ReadingContext context, CageBinding input, CageBinding output)
    {
        var folder = context.PathOf(output);
        return new()
        {
            Program = "soffice",
            Arguments =
            [
                "--headless", "--norestore", "--nolockcheck", "--nodefault", $"-env:UserInstallation=file://{folder}/profile",
                "--convert-to", "pdf", "--outdir", folder, context.PathOf(input),
            ],
            Bindings = [input, output],
            Environment = new Dictionary<string, string> { ["HOME"] = folder },
            CpuSeconds = 90,
            AddressSpace = null,
            FileSize = context.Limits.FileSize,
            Processes = 128,
            NeedsProc = true,
        };
    }
}
