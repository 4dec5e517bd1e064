using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace KnowledgeBase.Cli.Soaking;

/// <summary>A file to be taken in, and the word that only it holds; empty for formats into which none is written.</summary>
internal sealed record SoakFile(string Name, byte[] Content, string Token);

/// <summary>Files of all formats to soak with: those of the sample archive, and of the shared corpus where it is there.</summary>
internal static class SoakFiles
{
    private const long MostBytes = 400_000;

    /// <summary>The files, in an order that is always the same.</summary>
    public static IReadOnlyList<string> Find()
    {
        string[] folders = ["samples/archive", "samples/refused", "../shared/corpus/real", "../shared/corpus/broken"];
        return [.. folders.Select(f => Path.GetFullPath(Path.Combine(GlobalOptions.Root, f))).Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            .Where(f => new FileInfo(f).Length is > 0 and <= MostBytes && !(f.EndsWith(".json", StringComparison.Ordinal) && f.Contains("samples", StringComparison.Ordinal)))];
    }

    /// <summary>A copy with other bytes and the same text; plain formats also get a word of their own.</summary>
    public static SoakFile Copy(string path, int seed, int number)
    {
        var content = File.ReadAllBytes(path);
        var ending = Path.GetExtension(path).ToLowerInvariant();
        var name = string.Create(CultureInfo.InvariantCulture, $"{number:d5}-{Path.GetFileName(path)}");
        var token = string.Create(CultureInfo.InvariantCulture, $"soak{seed}copy{number}");
        switch (ending)
        {
            case ".txt" or ".md" or ".csv" when !content.Contains((byte)0):
                return new(name, [.. content, .. Encoding.UTF8.GetBytes($"\n\n{token}\n")], token);
            case ".html":
                return new(name, [.. content, .. Encoding.UTF8.GetBytes($"<p>{token}</p>")], token);
            case ".docx" or ".odt":
                using (var memory = new MemoryStream())
                {
                    memory.Write(content);
                    using (var zip = new ZipArchive(memory, ZipArchiveMode.Update, leaveOpen: true))
                    {
                        var entry = zip.CreateEntry("copy.txt");
                        entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
                        using var stream = entry.Open();
                        stream.Write(Encoding.UTF8.GetBytes(token));
                    }

                    return new(name, memory.ToArray(), "");
                }

            default:
                return new(name, [.. content, .. Encoding.UTF8.GetBytes($"\n% {token}\n")], "");
        }
    }
}
