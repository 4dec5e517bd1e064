using System.Text;
using KnowledgeBase.Extraction;

namespace KnowledgeBase.Ingestion.Stores;

/// <summary>What a file looks like by its first bytes: a first guess that reading it corrects.</summary>
/// <param name="Format">pdf, zip, html …; empty when unknown.</param>
/// <param name="MediaType">The type to send it with.</param>
public sealed record FileKind(string Format, string MediaType)
{
    public static readonly FileKind Unknown = new("", "application/octet-stream");

    /// <summary>Bytes that <see cref="Of"/> likes to see.</summary>
    internal const int Enough = 4096;

    private static readonly (byte[] Start, FileKind Kind)[] Signatures =
    [
        ("PK\x03\x04"u8.ToArray(), new("zip", "application/zip")),
        ("PK\x05\x06"u8.ToArray(), new("zip", "application/zip")),
        (OfficeSignatures.CompoundFile.ToArray(), new("ole", "application/x-ole-storage")),
        (OfficeSignatures.RichText.ToArray(), new("rtf", "application/rtf")),
        ([0x1F, 0x8B], new("gz", "application/gzip")),
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], new("png", "image/png")),
        ([0xFF, 0xD8, 0xFF], new("jpg", "image/jpeg")),
        ("II*\0"u8.ToArray(), new("tiff", "image/tiff")),
        ("MM\0*"u8.ToArray(), new("tiff", "image/tiff")),
        ("GIF8"u8.ToArray(), new("gif", "image/gif")),
        ([(byte)'7', (byte)'z', 0xBC, 0xAF], new("7z", "application/x-7z-compressed")),
        ("MZ"u8.ToArray(), new("exe", "application/vnd.microsoft.portable-executable")),
        ([0x7F, (byte)'E', (byte)'L', (byte)'F'], new("elf", "application/x-elf")),
    ];

    /// <summary>The kind of a file that starts with these bytes.</summary>
    public static FileKind Of(ReadOnlySpan<byte> start)
    {
        // PDF readers accept up to a kilobyte before the header.
        if (start[..Math.Min(start.Length, 1024)].IndexOf("%PDF-"u8) >= 0)
        {
            return new("pdf", "application/pdf");
        }

        foreach (var (signature, kind) in Signatures)
        {
            if (start.StartsWith(signature))
            {
                return kind.Format == "zip" ? Packed(start) : kind;
            }
        }

        return LooksLikeText(start) ? Textual(start) : Unknown;
    }

    /// <summary>OpenDocument and EPUB name themselves in their first entry; the others only their directory tells.</summary>
    private static FileKind Packed(ReadOnlySpan<byte> start)
    {
        var head = Encoding.Latin1.GetString(start[..Math.Min(start.Length, 200)]);
        return head switch
        {
            _ when head.Contains("opendocument.text", StringComparison.Ordinal) => new("odt", "application/vnd.oasis.opendocument.text"),
            _ when head.Contains("opendocument.spreadsheet", StringComparison.Ordinal) => new("ods", "application/vnd.oasis.opendocument.spreadsheet"),
            _ when head.Contains("opendocument.presentation", StringComparison.Ordinal) => new("odp", "application/vnd.oasis.opendocument.presentation"),
            _ when head.Contains("application/epub+zip", StringComparison.Ordinal) => new("epub", "application/epub+zip"),
            _ => new("zip", "application/zip"),
        };
    }

    private static FileKind Textual(ReadOnlySpan<byte> start)
    {
        var head = Encoding.Latin1.GetString(start[..Math.Min(start.Length, 1024)]).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\r', '\n', '\t');
        return head switch
        {
            _ when head.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
                || head.StartsWith("<html", StringComparison.OrdinalIgnoreCase) => new("html", "text/html"),
            _ when head.StartsWith("<?xml", StringComparison.Ordinal) => new("xml", "application/xml"),
            _ => new("txt", "text/plain"),
        };
    }

    /// <summary>A byte-order mark, or no zero byte and hardly any control character.</summary>
    private static bool LooksLikeText(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return true;
        }

        var controls = 0;
        foreach (var b in start)
        {
            if (b == 0)
            {
                return false;
            }

            controls += b is < 32 and not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 12 or 27) ? 1 : 0;
        }

        return start.Length > 0 && controls * 100 < start.Length;
    }
}
