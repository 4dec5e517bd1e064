using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Detection;

/// <summary>Finds a document's kind by what is in it. The name decides only between kinds of plain text.</summary>
public static class FormatDetector
{
    private const int HeadBytes = 64 * 1024;

    private static readonly (byte[] Magic, DetectedFormat Format)[] Magics =
    [
        ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], DetectedFormat.Png),
        ([0xFF, 0xD8, 0xFF], DetectedFormat.Jpeg),
        ([(byte)'I', (byte)'I', 42, 0], DetectedFormat.Tiff),
        ([(byte)'M', (byte)'M', 0, 42], DetectedFormat.Tiff),
        ("GIF8"u8.ToArray(), DetectedFormat.Gif),
        ([0x1F, 0x8B, 8], DetectedFormat.Gzip),
        (OfficeSignatures.RichText.ToArray(), DetectedFormat.Rtf),
        ("%PDF-"u8.ToArray(), DetectedFormat.Pdf),
    ];

    /// <exception cref="DocumentRefusedException">The file is empty, or a container that cannot even be opened.</exception>
    public static DetectedFormat Detect(string path, string name)
    {
        using var file = File.OpenRead(path);
        var head = new byte[HeadBytes];
        head = head[..file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false)];
        if (head.Length == 0)
        {
            throw DocumentRefusedException.Corrupt("The file has no content (zero bytes).");
        }

        foreach (var (magic, format) in Magics)
        {
            if (head.AsSpan().StartsWith(magic))
            {
                return format;
            }
        }

        if (head.AsSpan().StartsWith("PK"u8) && head.Length > 3 && head[2] is 3 or 5 or 7)
        {
            return ZipContent.FormatOf(path);
        }

        if (head.AsSpan().StartsWith(OfficeSignatures.CompoundFile))
        {
            return OleDirectory.FormatOf(file);
        }

        if (head.AsSpan().StartsWith("RIFF"u8) && head.AsSpan(Math.Min(8, head.Length)).StartsWith("WEBP"u8))
        {
            return DetectedFormat.Webp;
        }

        if (head.Length > 262 && head.AsSpan(257).StartsWith("ustar"u8))
        {
            return DetectedFormat.Tar;
        }

        // Readers of PDF accept up to a kilobyte of rubbish before the mark.
        if (head.AsSpan(0, Math.Min(1024, head.Length)).IndexOf("%PDF-"u8) >= 0)
        {
            return DetectedFormat.Pdf;
        }

        if (head.AsSpan().StartsWith("BM"u8) && head.Length > 26 && head[14] is 12 or 40 or 108 or 124 && head[15] == 0)
        {
            return DetectedFormat.Bmp;
        }

        return TextKind.FormatOf(head, name);
    }
}
