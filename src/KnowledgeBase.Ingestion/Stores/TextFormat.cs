using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using KnowledgeBase.Extraction;
using Microsoft.Win32.SafeHandles;

namespace KnowledgeBase.Ingestion.Stores;

/// <summary>What is known of a stored page without reading its text.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Label">Name of a sheet, title of a slide or chapter; null when it has none.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why it failed; null otherwise.</param>
/// <param name="OcrConfidence">Mean, 0 to 1, where it was read by OCR.</param>
/// <param name="Characters">Length of its text in UTF-16 units.</param>
/// <param name="Language">ISO 639-1, or "und".</param>
/// <param name="Block">The block its text begins in.</param>
public sealed record StoredPage(
    int Number, string? Label, PageOutcome Outcome, string? Reason, double? OcrConfidence, int Characters, string Language, int Block);

/// <summary>Where pieces of pages lie in the file, compressed.</summary>
internal readonly record struct TextBlock(long Offset, int Packed, int Length);

/// <summary>The end of the file: all but the text.</summary>
internal sealed record TextFooter
{
    /// <summary>Without pages, hidden passages, children and paths.</summary>
    public required ExtractionResult Result { get; init; }

    public required IReadOnlyList<StoredPage> Pages { get; init; }

    public required IReadOnlyList<TextBlock> Blocks { get; init; }

    /// <summary>Blocks of hidden passages, which come after those of pages.</summary>
    public required int HiddenFrom { get; init; }
}

/// <summary>
/// The file of a reading: "KBTEXT", version (2 bytes, big endian); blocks, each the Brotli-compressed JSON of pieces of pages in
/// order (a piece under the number of the one before goes on with its text) or of hidden passages; the footer, likewise
/// compressed; its two lengths (4 bytes each, little endian: compressed, plain); SHA-256 of all before.
/// </summary>
internal static class TextFormat
{
    public const int TailBytes = 8 + SHA256.HashSizeInBytes;

    private const ushort Version = 2;

    public static readonly byte[] Header = [.. "KBTEXT"u8, Version >> 8, Version & 0xFF];

    /// <summary>True when the file begins as files of this version do; the rest is not looked at.</summary>
    public static bool IsOfThisVersion(SafeFileHandle file)
    {
        Span<byte> start = stackalloc byte[Header.Length];
        return RandomAccess.Read(file, start, 0) == start.Length && start.SequenceEqual(Header);
    }

    /// <summary>The footer of a sound file; null when it is damaged or of another version.</summary>
    public static TextFooter? ReadFooter(SafeFileHandle file)
    {
        var length = RandomAccess.GetLength(file);
        if (length < Header.Length + TailBytes || !IsSound(file, length))
        {
            return null;
        }

        Span<byte> lengths = stackalloc byte[8];
        ReadExactly(file, lengths, length - TailBytes);
        var packed = BinaryPrimitives.ReadInt32LittleEndian(lengths);
        return Unpack(
            file, new TextBlock(length - TailBytes - packed, packed, BinaryPrimitives.ReadInt32LittleEndian(lengths[4..])), StoredTextJson.Default.TextFooter);
    }

    /// <summary>Reads a compressed piece of JSON.</summary>
    /// <exception cref="InvalidDataException">It cannot be decompressed.</exception>
    public static T Unpack<T>(SafeFileHandle file, TextBlock block, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        var packed = ArrayPool<byte>.Shared.Rent(block.Packed);
        var plain = ArrayPool<byte>.Shared.Rent(block.Length);
        try
        {
            ReadExactly(file, packed.AsSpan(0, block.Packed), block.Offset);
            return BrotliDecoder.TryDecompress(packed.AsSpan(0, block.Packed), plain.AsSpan(0, block.Length), out var written) && written == block.Length
                ? JsonSerializer.Deserialize(plain.AsSpan(0, written), type)!
                : throw new InvalidDataException("A stored text cannot be decompressed.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    private static bool IsSound(SafeFileHandle file, long length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var body = length - SHA256.HashSizeInBytes;
            for (long at = 0; at < body;)
            {
                var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, body - at));
                ReadExactly(file, part, at);
                if (at == 0 && !part.StartsWith(Header))
                {
                    return false;
                }

                hash.AppendData(part);
                at += part.Length;
            }

            Span<byte> sum = stackalloc byte[SHA256.HashSizeInBytes];
            ReadExactly(file, sum, body);
            return hash.GetHashAndReset().AsSpan().SequenceEqual(sum);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void ReadExactly(SafeFileHandle file, Span<byte> into, long at)
    {
        while (into.Length > 0)
        {
            var count = RandomAccess.Read(file, into, at);
            if (count == 0)
            {
                throw new EndOfStreamException("A stored text ends too early.");
            }

            into = into[count..];
            at += count;
        }
    }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TextFooter))]
[JsonSerializable(typeof(List<ExtractedPage>))]
[JsonSerializable(typeof(List<HiddenPassage>))]
internal sealed partial class StoredTextJson : JsonSerializerContext
{
    private static StoredTextJson? lean;

    /// <summary>Writes letters of all scripts as they are.</summary>
    public static StoredTextJson Lean => lean ??= new(new JsonSerializerOptions(Default.GeneratedSerializerOptions!)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
