using System.Buffers.Binary;
using System.IO.Compression;

namespace KnowledgeBase.Cli.Soaking;

/// <summary>Damage as disks, mailers and attackers do it.</summary>
internal static class Mutation
{
    private static readonly uint[] Edges = [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF];

    /// <summary>A damaged copy. In every second zip container a part is damaged within and packed again, so that the damage gets past the checksum.</summary>
    public static byte[] Of(byte[] honest, byte[] other, Random random)
    {
        if (random.Next(2) == 0 && honest.AsSpan().StartsWith("PK\u0003\u0004"u8) && Repacked(honest, other, random) is { } repacked)
        {
            return repacked;
        }

        var bytes = (byte[])honest.Clone();
        for (var n = random.Next(1, 6); n > 0 && bytes.Length > 8; n--)
        {
            bytes = Once(bytes, other, random);
        }

        return bytes;
    }

    private static byte[] Once(byte[] bytes, byte[] other, Random random)
    {
        var at = random.Next(bytes.Length);
        var length = random.Next(1, Math.Min(bytes.Length - at, 1 << random.Next(1, 13)) + 1);
        switch (random.Next(8))
        {
            case 0:
                for (var n = random.Next(1, 40); n > 0; n--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                return bytes;
            case 1:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 2:
                return bytes[..Math.Max(1, at)];
            case 3:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 4:
                return [.. bytes[..(at + length)], .. bytes[at..]];
            case 5:
                var from = random.Next(other.Length);
                return [.. bytes[..at], .. other[from..Math.Min(other.Length, from + length)], .. bytes[at..]];
            case 6:
                bytes.AsSpan(at, length).Fill((byte)(random.Next(2) * 255));
                return bytes;
            default:
                if (at + 4 <= bytes.Length)
                {
                    BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), Edges[random.Next(Edges.Length)]);
                }

                return bytes;
        }
    }

    /// <summary>Null when the container is itself damaged.</summary>
    private static byte[]? Repacked(byte[] honest, byte[] other, Random random)
    {
        try
        {
            using var made = new MemoryStream();
            using (var source = new ZipArchive(new MemoryStream(honest)))
            using (var target = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
            {
                var chosen = random.Next(Math.Max(1, source.Entries.Count));
                for (var i = 0; i < source.Entries.Count; i++)
                {
                    using var part = new MemoryStream();
                    using (var stream = source.Entries[i].Open())
                    {
                        stream.CopyTo(part);
                    }

                    var bytes = part.ToArray();
                    using var entry = target.CreateEntry(source.Entries[i].FullName, CompressionLevel.Fastest).Open();
                    entry.Write(i == chosen && bytes.Length > 8 ? Once(bytes, other, random) : bytes);
                }
            }

            return made.ToArray();
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException or NotSupportedException)
        {
            return null;
        }
    }
}
