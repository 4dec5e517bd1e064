using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Extraction.Worker.Pdf;

/// <summary>
/// What one pass over a PDF's bytes tells that the tools do not print: whether it speaks of attachments, the language its catalog declares,
/// and its packet of metadata (XMP), which stands uncompressed so that it can be found this way.
/// </summary>
public sealed partial class PdfScan
{
    private const int ChunkBytes = 1 << 20;
    private const int OverlapBytes = 1 << 12;
    private const int MaxPacket = 1 << 20;
    private const int MaxObjects = 1 << 18;
    private const int MaxObjectStreams = 60;
    private readonly FileStream file;
    private int objectStreams;

    private PdfScan(FileStream file) => this.file = file;

    public bool SpeaksOfAttachments { get; private set; }

    /// <summary>As the catalog declares it (BCP 47); null when it does not.</summary>
    public string? Language { get; private set; }

    /// <summary>The packets of metadata in the file, last first: pictures may have their own, later versions come later.</summary>
    public IReadOnlyList<byte[]> Packets { get; private set; } = [];

    public static PdfScan Of(string document)
    {
        using var file = File.OpenRead(document);
        var scan = new PdfScan(file);
        scan.Run();
        return scan;
    }

    private void Run()
    {
        var packets = new List<byte[]>();
        var buffer = new byte[ChunkBytes + OverlapBytes];
        var (kept, at) = (0, 0L);
        while (true)
        {
            file.Position = at + kept;
            var count = file.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false);
            var last = count < buffer.Length - kept;
            var seen = buffer.AsSpan(0, kept + count);

            // What begins in the overlap is met again, whole, in the next piece.
            var fresh = last ? seen.Length : seen.Length - OverlapBytes;
            SpeaksOfAttachments |= seen.IndexOf("/EmbeddedFile"u8) >= 0;
            foreach (var found in All(seen, "<x:xmpmeta"u8, fresh))
            {
                packets.Insert(0, Between(at + found, MaxPacket, "</x:xmpmeta>"u8));
            }

            foreach (var found in All(seen, "/Catalog"u8, fresh))
            {
                Language = LanguageAt(seen, found) ?? Language;
            }

            foreach (var found in All(seen, "/ObjStm"u8, fresh))
            {
                LookInto(at + found);
            }

            if (last)
            {
                break;
            }

            seen[fresh..].CopyTo(buffer);
            (kept, at) = (seen.Length - fresh, at + fresh);
        }

        Packets = [.. packets.Where(p => p.Length > 0).Take(20)];
    }

    private static List<int> All(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> what, int before)
    {
        var found = new List<int>();
        for (var from = 0; from < before && bytes[from..].IndexOf(what) is >= 0 and var next && from + next < before; from += next + what.Length)
        {
            found.Add(from + next);
        }

        return found;
    }

    private byte[] Between(long start, int most, ReadOnlySpan<byte> end)
    {
        file.Position = start;
        var bytes = new byte[(int)Math.Min(most, file.Length - start)];
        file.ReadExactly(bytes);
        var found = bytes.AsSpan().IndexOf(end);
        return found < 0 ? [] : bytes[..(found + end.Length)];
    }

    /// <summary>Objects are often packed together, and the catalog with them.</summary>
    private void LookInto(long at)
    {
        if (Language is not null || ++objectStreams > MaxObjectStreams)
        {
            return;
        }

        file.Position = at;
        var packed = new byte[(int)Math.Min(MaxObjects, file.Length - at)];
        file.ReadExactly(packed);
        var start = packed.AsSpan(0, Math.Min(2048, packed.Length)).IndexOf("stream"u8);
        if (start < 0)
        {
            return;
        }

        start += 6;
        while (start < packed.Length && packed[start] is (byte)'\r' or (byte)'\n')
        {
            start++;
        }

        var plain = new byte[MaxObjects];
        var length = 0;
        try
        {
            using var inflated = new ZLibStream(new MemoryStream(packed, start, packed.Length - start), CompressionMode.Decompress);
            length = inflated.ReadAtLeast(plain, plain.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            // Packed otherwise, encrypted or damaged: nothing is lost but the language.
            return;
        }

        var objects = plain.AsSpan(0, length);
        if (objects.IndexOf("/Catalog"u8) is >= 0 and var catalog)
        {
            Language = LanguageAt(objects, catalog) ?? Language;
        }
    }

    /// <summary>The language in the dictionary around a place: between the nearest objects' ends, or within some letters where objects are packed.</summary>
    private static string? LanguageAt(ReadOnlySpan<byte> bytes, int at)
    {
        const int reach = 1500;
        var from = Math.Max(0, at - reach);
        var before = Encoding.Latin1.GetString(bytes[from..at]);
        var after = Encoding.Latin1.GetString(bytes[at..Math.Min(bytes.Length, at + reach)]);
        before = before[(before.LastIndexOf("endobj", StringComparison.Ordinal) is >= 0 and var end ? end : 0)..];
        after = after[..(after.IndexOf("endobj", StringComparison.Ordinal) is >= 0 and var stop ? stop : after.Length)];
        var match = Declared().Match(before + after);
        return match.Success ? match.Groups[1].Value : null;
    }

    [GeneratedRegex(@"/Lang\s*\(\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)\s*\)")]
    private static partial Regex Declared();
}
