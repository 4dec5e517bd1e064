namespace KnowledgeBase.Extraction.Worker.Reading;

/// <summary>What did the reading, for the record: a new version may be a reason to read again.</summary>
public static class ToolVersions
{
    /// <summary>Version of this worker's own readers; raised when what they give changes.</summary>
    public const string Own = "reader 1";

    private static readonly Lazy<string> PopplerVersion = new(() => "pdftotext " + LibraryVersion("libpoppler.so."));

    /// <summary>The tool with the version of its library, since asking the tool itself would cost a process.</summary>
    public static string Poppler => PopplerVersion.Value;

    private static readonly Lazy<string> TesseractVersion = new(() => "tesseract " + LibraryVersion("libtesseract.so."));

    /// <inheritdoc cref="Poppler"/>
    public static string Tesseract => TesseractVersion.Value;

    private static string LibraryVersion(string prefix)
    {
        foreach (var folder in new[] { "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib" })
        {
            if (Directory.Exists(folder)
                && Directory.EnumerateFiles(folder, prefix + "*.*").Select(Path.GetFileName).Order().LastOrDefault() is { } name)
            {
                return "(library " + name[prefix.Length..] + ")";
            }
        }

        return "(version unknown)";
    }
}
