using System.Globalization;
using KnowledgeBase.Extraction.Confinement;

namespace KnowledgeBase.Extraction.Pages;

/// <summary>Page pictures and word boxes by poppler, one confined process for each call; callers cache.</summary>
public sealed class PdfPageRenderer(ExtractorOptions options) : IPageRenderer
{
    private const int MinDpi = 20;
    private const int MaxDpi = 300;

    // Longest side of a picture: a page of ten metres is drawn small, not refused.
    private const int MaxPixels = 4000;
    private const int Quality = 80;
    private const int MaxPictureBytes = 16 << 20;
    private const int MaxPlainBytes = (MaxPixels * MaxPixels * 3) + 64;
    private const int MaxLayoutBytes = 24 << 20;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(20);
    private Cage? cage;

    /// <inheritdoc/>
    public async Task<byte[]?> RenderAsync(string pdfPath, int page, int dpi, CancellationToken cancellation)
    {
        var size = await SizeAsync(pdfPath, page, cancellation).ConfigureAwait(false);
        var result = await DrawAsync(pdfPath, page, Scale(size, dpi), ["-jpeg", "-jpegopt", $"quality={Quality}"], MaxPictureBytes, cancellation).ConfigureAwait(false);
        return result.Succeeded && result.Output.Length > 100 ? result.Output : null;
    }

    /// <inheritdoc/>
    public async Task<byte[]?> RenderMarkedAsync(string pdfPath, int page, int dpi, IReadOnlyList<WordBox> marks, CancellationToken cancellation)
    {
        var size = await SizeAsync(pdfPath, page, cancellation).ConfigureAwait(false);
        var drawn = await DrawAsync(pdfPath, page, Scale(size, dpi), [], MaxPlainBytes, cancellation).ConfigureAwait(false);
        if (!drawn.Succeeded || PlainPicture.Read(drawn.Output) is not { } picture)
        {
            return null;
        }

        foreach (var mark in marks)
        {
            picture.Highlight(mark, picture.Height / size.Height);
        }

        return await PressAsync(picture, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<PageWords> WordsAsync(string pdfPath, int page, CancellationToken cancellation)
    {
        var result = await RunAsync(
            "pdftotext", ["-q", "-enc", "UTF-8", "-bbox-layout", "-f", Text(page), "-l", Text(page)],
            ["-"], pdfPath, MaxLayoutBytes, cancellation).ConfigureAwait(false);
        var found = WordLayout.Parse(result.Output).Pages;
        return found.Count == 0
            ? new(0, 0, [])
            : new(found[0].Width, found[0].Height, [.. found[0].Lines.SelectMany(l => l.Words)]);
    }

    /// <summary>Points; an A4 sheet where the page does not say.</summary>
    private async Task<(double Width, double Height)> SizeAsync(string pdfPath, int page, CancellationToken cancellation) =>
        await WordsAsync(pdfPath, page, cancellation).ConfigureAwait(false) is { Width: > 0, Height: > 0 } words ? (words.Width, words.Height) : (595, 842);

    private static IReadOnlyList<string> Scale((double Width, double Height) size, int dpi)
    {
        var bounded = Math.Clamp(dpi, MinDpi, MaxDpi);
        return Math.Max(size.Width, size.Height) / 72 * bounded > MaxPixels ? ["-scale-to", Text(MaxPixels)] : ["-r", Text(bounded)];
    }

    private Task<CommandResult> DrawAsync(
        string pdfPath, int page, IReadOnlyList<string> scale, IReadOnlyList<string> form, long bytes, CancellationToken cancellation) => RunAsync(
        "pdftoppm", [.. scale, .. form, "-q", "-f", Text(page), "-l", Text(page), "-singlefile"], [], pdfPath, bytes, cancellation);

    private async Task<byte[]?> PressAsync(PlainPicture picture, CancellationToken cancellation)
    {
        var file = Path.Combine(options.WorkFolder, $"kb-page-{Guid.NewGuid():N}.ppm");
        try
        {
            await File.WriteAllBytesAsync(file, picture.Bytes, cancellation).ConfigureAwait(false);
            var result = await RunAsync("cjpeg", ["-quality", Text(Quality)], [], file, MaxPictureBytes, cancellation).ConfigureAwait(false);
            return result.Succeeded && result.Output.Length > 100 ? result.Output : null;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private async Task<CommandResult> RunAsync(
        string tool, IReadOnlyList<string> before, IReadOnlyList<string> after, string pdfPath, long bytes, CancellationToken cancellation)
    {
        cage ??= new((await CageProbe.ReportAsync(options.WorkerPath, options.AllowCage, cancellation).ConfigureAwait(false)).Level);
        string? copy = null;
        try
        {
            var path = Path.GetFullPath(pdfPath);
            if (cage.Level == ConfinementLevel.OtherUser)
            {
                // The other user may not read the originals: it is given a copy.
                path = copy = Path.Combine(options.WorkFolder, $"kb-page-{Guid.NewGuid():N}.pdf");
                File.Copy(pdfPath, copy);
            }

            var input = new CageBinding(path, "/document.pdf");
            var command = new CagedCommand
            {
                Program = tool,
                Arguments = [.. before, cage.PathOf(input), .. after],
                Bindings = [input],
                CpuSeconds = options.Limits.ToolCpuSeconds,
                AddressSpace = options.Limits.ToolMemory,
                FileSize = 1 << 20,
                Processes = 8,
            };
            return await CommandRunner.RunAsync(cage, command, Time, bytes, cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (copy is not null)
            {
                File.Delete(copy);
            }
        }
    }
}
