using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using KnowledgeBase.Extraction;

namespace KnowledgeBase.Ingestion.Stores;

/// <summary>What is kept of a reading: the result, and the language found on each page.</summary>
/// <param name="Result">Without children (they are documents of their own) and without paths into the scratch folder.</param>
/// <param name="Languages">ISO 639-1 or "und", one for each page, in page order.</param>
public sealed record StoredText(ExtractionResult Result, IReadOnlyList<string> Languages);

/// <summary>
/// What reading the originals gave, a file each, under the original's hash. Layout: "KBTEXT", version (2 bytes, big
/// endian), Brotli-compressed JSON, SHA-256 of all before. A file that is damaged or of another version counts as absent:
/// the document is read again.
/// </summary>
public sealed class TextStore(DataDirectory directory)
{
    private const ushort Version = 1;

    private static readonly byte[] Header = [.. "KBTEXT"u8, Version >> 8, Version & 0xFF];

    public string PathOf(string sha256) => Path.Combine(directory.Texts, sha256[..2], sha256[2..4], sha256 + ".text");

    /// <summary>A PDF made from the original, so that its pages can be shown; null when there is none.</summary>
    public string? Rendition(string sha256) => RenditionPath(sha256) is var path && File.Exists(path) ? path : null;

    /// <summary>Keeps a reading durably, replacing an older one.</summary>
    /// <param name="sha256">The original's hash.</param>
    /// <param name="text">What reading gave.</param>
    /// <param name="rendition">A PDF in the scratch folder to be kept with it, or null.</param>
    public void Write(string sha256, StoredText text, string? rendition = null)
    {
        var target = PathOf(sha256);
        var incoming = Path.Combine(directory.Work, Path.GetRandomFileName());
        try
        {
            using (var file = new FileStream(incoming, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                file.Write(Header);
                using (var packed = new BrotliStream(file, CompressionLevel.Fastest, leaveOpen: true))
                {
                    JsonSerializer.Serialize(packed, text, StoredTextJson.Default.StoredText);
                }

                file.Position = 0;
                var sum = SHA256.HashData(file);
                file.Write(sum);
                file.Flush();
                DurableFiles.Sync(file.SafeFileHandle, incoming);
            }

            DurableFiles.MakeFolder(Path.GetDirectoryName(target)!);
            if (rendition is not null)
            {
                using (var made = new FileStream(rendition, FileMode.Open, FileAccess.ReadWrite))
                {
                    DurableFiles.Sync(made.SafeFileHandle, rendition);
                }

                DurableFiles.Move(rendition, RenditionPath(sha256));
            }

            DurableFiles.Move(incoming, target);
        }
        finally
        {
            File.Delete(incoming);
        }
    }

    /// <summary>The reading of an original; null when there is none that is sound.</summary>
    public StoredText? Read(string sha256)
    {
        var path = PathOf(sha256);
        if (!File.Exists(path))
        {
            return null;
        }

        var bytes = File.ReadAllBytes(path);
        var body = bytes.Length - SHA256.HashSizeInBytes;
        if (body < Header.Length || !bytes.AsSpan().StartsWith(Header)
            || !SHA256.HashData(bytes.AsSpan(0, body)).AsSpan().SequenceEqual(bytes.AsSpan(body)))
        {
            return null;
        }

        using var packed = new BrotliStream(new MemoryStream(bytes, Header.Length, body - Header.Length), CompressionMode.Decompress);
        return JsonSerializer.Deserialize(packed, StoredTextJson.Default.StoredText);
    }

    public bool Holds(string sha256) => File.Exists(PathOf(sha256));

    /// <summary>The hashes of all originals that have a reading here.</summary>
    public IEnumerable<string> All() =>
        Directory.EnumerateFiles(directory.Texts, "*.text", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f));

    public void Remove(string sha256)
    {
        DurableFiles.Remove(PathOf(sha256));
        DurableFiles.Remove(RenditionPath(sha256));
    }

    private string RenditionPath(string sha256) => Path.ChangeExtension(PathOf(sha256), ".pdf");
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredText))]
internal sealed partial class StoredTextJson : JsonSerializerContext;
