using System.Text;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format;

/// <summary>
/// The envelope of every file. Plain header: int magic, string codec name, int version. Index header: plain header,
/// 16 bytes id, one byte suffix length, suffix. Footer (16 bytes): int not-magic, int 0, long CRC-32 of all before that long.
/// </summary>
public static class Envelope
{
    public const int Magic = 0x3FD76C17;
    public const int FooterMagic = ~Magic;
    public const int FooterLength = 16;
    public const int IdLength = 16;

    /// <summary>Length of an index header in bytes.</summary>
    public static int HeaderLength(FileKind kind, string suffix) => 9 + kind.CodecName.Length + 1 + IdLength + suffix.Length;

    /// <summary>Reads a plain header and refuses any codec or version but the expected one.</summary>
    public static void ReadPlainHeader(ref ByteReader reader, FileKind kind)
    {
        if (reader.ReadInt32() != Magic)
        {
            reader.Fail("the header does not begin as a header does");
        }

        string name = reader.ReadString();
        if (name != kind.CodecName)
        {
            throw new UnsupportedIndexException(reader.File, $"holds '{Printable(name)}' where '{kind.CodecName}' is expected");
        }

        int version = reader.ReadInt32();
        if (version != kind.Version)
        {
            throw new UnsupportedIndexException(reader.File, $"'{name}' is of version {version}; this engine reads version {kind.Version}");
        }
    }

    /// <summary>Reads an index header and returns the id in it; <paramref name="id"/> empty accepts any.</summary>
    public static byte[] ReadHeader(ref ByteReader reader, FileKind kind, ReadOnlySpan<byte> id, string suffix)
    {
        ReadPlainHeader(ref reader, kind);
        byte[] found = reader.ReadBytes(IdLength).ToArray();
        if (!id.IsEmpty && !id.SequenceEqual(found))
        {
            reader.Fail($"the file belongs to another segment (id {Convert.ToHexStringLower(found)}, expected {Convert.ToHexStringLower(id)})");
        }

        string foundSuffix = Encoding.UTF8.GetString(reader.ReadBytes(reader.ReadByte()));
        if (foundSuffix != suffix)
        {
            reader.Fail($"the header's suffix is '{Printable(foundSuffix)}', expected '{suffix}'");
        }

        return found;
    }

    /// <summary>Checks header and the shape of the footer of a large data file; the checksum is not computed. Returns the header's length.</summary>
    public static int CheckData(IndexInput input, FileKind kind, ReadOnlySpan<byte> id, string suffix)
    {
        var reader = input.Reader();
        ReadHeader(ref reader, kind, id, suffix);
        FooterChecksum(input);
        return reader.Position;
    }

    /// <summary>Verifies header, footer and checksum of a metadata file; the reader returned stands after the header and ends before the footer.</summary>
    public static ByteReader OpenMeta(IndexInput input, FileKind kind, ReadOnlySpan<byte> id, string suffix)
    {
        // The header first: a file of another kind or version should be called that, not damaged.
        var probe = input.Reader();
        ReadHeader(ref probe, kind, id, suffix);
        VerifyChecksum(input);
        var reader = input.Reader(0, input.Length - FooterLength);
        reader.Skip(probe.Position);
        return reader;
    }

    /// <summary>The content of a metadata file must end where its footer begins.</summary>
    public static void ExpectEnd(ref ByteReader reader)
    {
        if (reader.Remaining != 0)
        {
            reader.Fail($"{reader.Remaining} bytes are left over before the footer");
        }
    }

    /// <summary>The checksum that the footer claims.</summary>
    public static uint FooterChecksum(IndexInput input)
    {
        if (input.Length < FooterLength)
        {
            throw new IndexFormatException(input.Name, $"the file is cut short: {input.Length} bytes cannot hold a footer");
        }

        var reader = input.Reader(input.Length - FooterLength);
        if (reader.ReadInt32() != FooterMagic || reader.ReadInt32() != 0)
        {
            reader.Fail("the footer is missing; the file is cut short or overwritten");
        }

        long crc = reader.ReadInt64();
        if ((crc >>> 32) != 0)
        {
            reader.Fail("the footer's checksum has more than 32 bits");
        }

        return (uint)crc;
    }

    /// <summary>Computes the checksum over the whole file and compares it with the footer's.</summary>
    public static void VerifyChecksum(IndexInput input, CancellationToken cancel = default)
    {
        uint claimed = FooterChecksum(input);
        uint crc = 0;
        const int Step = 1 << 20;
        for (long at = 0, end = input.Length - 8; at < end; at += Step)
        {
            cancel.ThrowIfCancellationRequested();
            crc = Crc32.Append(crc, input.Span(at, (int)Math.Min(Step, end - at)));
        }

        if (crc != claimed)
        {
            throw new IndexFormatException(input.Name, $"the checksum is {crc:x8}, the footer says {claimed:x8}: the file is damaged");
        }
    }

    /// <summary>The same for a file of an index, by name.</summary>
    public static void VerifyChecksum(IndexDirectory directory, string file, CancellationToken cancel = default)
    {
        using var input = directory.OpenInput(file);
        VerifyChecksum(input, cancel);
    }

    private static string Printable(string text) =>
        new(text.Take(80).Select(c => c is >= ' ' and < (char)127 ? c : '?').ToArray());
}
