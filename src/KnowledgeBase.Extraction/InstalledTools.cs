using System.Collections.Concurrent;

namespace KnowledgeBase.Extraction;

/// <summary>
/// What reads documents on this machine, by name and version: a new version, or a part that was not there before, is a reason
/// to read again. Versions are those of the libraries on the disk, since asking a tool itself would cost a process.
/// </summary>
public static class InstalledTools
{
    /// <summary>The optional part that reads pictures.</summary>
    public const string OcrPart = "ocr";

    /// <summary>The optional part that reads the files of old office programs.</summary>
    public const string OfficePart = "office";

    /// <summary>Version of our own readers; raised when what they give changes.</summary>
    public const string Own = "reader 3";

    public const string Antiword = "antiword";

    public const string Catdoc = "catdoc";

    public const string Xls2Csv = "xls2csv";

    private const string Models = "/usr/share/tesseract-ocr";
    private const string OfficeVersionFile = "/usr/lib/libreoffice/program/versionrc";
    private static readonly string[] Programs = ["/usr/bin", "/bin"];
    private static readonly string[] Libraries = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib"];

    private static readonly ConcurrentDictionary<string, (List<DateTime> State, string Version)> versions = new(StringComparer.Ordinal);

    public static string Poppler => "pdftotext " + LibraryVersion("libpoppler.so.");

    public static string Tesseract => "tesseract " + LibraryVersion("libtesseract.so.");

    /// <summary>What <see cref="Office"/> begins with.</summary>
    internal const string OfficeName = "LibreOffice ";

    public static string Office => OfficeName + OfficeVersion();

    /// <summary>True when the program is there; a link that leads nowhere, as a package half removed leaves it, is none.</summary>
    public static bool Has(string program) => Programs.Select(f => Path.Combine(f, program))
        .Any(p => File.Exists(p) && (File.ResolveLinkTarget(p, returnFinalTarget: true) is not { } target || target.Exists));

    /// <summary>Language models for OCR, by the names the tool gives them.</summary>
    public static IReadOnlyList<string> OcrModels() => Directory.Exists(Models)
        ? [.. Directory.EnumerateFiles(Models, "*.traineddata", SearchOption.AllDirectories)
            .Select(f => Path.GetFileNameWithoutExtension(f)).Where(m => m != "osd").Distinct().Order(StringComparer.Ordinal)]
        : [];

    /// <summary>True when OCR can find out which way round a page lies.</summary>
    public static bool TellsOrientation =>
        Directory.Exists(Models) && Directory.EnumerateFiles(Models, "osd.traineddata", SearchOption.AllDirectories).Any();

    /// <summary>What is here now.</summary>
    public static ReaderInventory Inventory()
    {
        var parts = new HashSet<string>(StringComparer.Ordinal);
        if (Has("tesseract") && OcrModels().Count > 0)
        {
            parts.Add(OcrPart);
        }

        if (Has("soffice"))
        {
            parts.Add(OfficePart);
        }

        return new ReaderInventory(new HashSet<string>([Own, Antiword, Catdoc, Xls2Csv, Poppler, Tesseract, Office], StringComparer.Ordinal), parts);
    }

    private static string LibraryVersion(string prefix)
    {
        // Looked up for each document, in a folder of thousands of files that hardly ever changes.
        var folders = Libraries.Where(Directory.Exists).ToList();
        var state = folders.ConvertAll(Directory.GetLastWriteTimeUtc);
        if (versions.TryGetValue(prefix, out var known) && known.State.SequenceEqual(state))
        {
            return known.Version;
        }

        var version = VersionIn(folders, prefix);
        versions[prefix] = (state, version);
        return version;
    }

    private static string VersionIn(List<string> folders, string prefix)
    {
        foreach (var folder in folders)
        {
            if (Directory.EnumerateFiles(folder, prefix + "*.*").Select(Path.GetFileName).Order(StringComparer.Ordinal).LastOrDefault() is { } name)
            {
                return "(library " + name[prefix.Length..] + ")";
            }
        }

        return "(version unknown)";
    }

    private static string OfficeVersion()
    {
        const string key = "buildid=";
        var line = File.Exists(OfficeVersionFile) ? File.ReadLines(OfficeVersionFile).FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal)) : null;
        return line is null ? "(version unknown)" : "(build " + line[key.Length..].Trim().Replace(",", "", StringComparison.Ordinal) + ")";
    }
}

/// <summary>What an extractor can do at this moment.</summary>
/// <param name="Tools">Names with versions, as they stand in <see cref="ExtractionResult.Tool"/>, which joins several with ", ".</param>
/// <param name="Parts">Optional parts that are installed: see <see cref="ExtractionResult.MissingPart"/>.</param>
public sealed record ReaderInventory(IReadOnlySet<string> Tools, IReadOnlySet<string> Parts)
{
    /// <summary>True when one of the tools that read a document is not there in that version any more.</summary>
    public bool IsOutdated(string tool) => tool.Length > 0 && tool.Split(", ").Any(t => !Tools.Contains(t));
}
