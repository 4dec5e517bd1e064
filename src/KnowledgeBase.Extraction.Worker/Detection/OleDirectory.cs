using System.Buffers.Binary;
using System.Text;

namespace KnowledgeBase.Extraction.Worker.Detection;

/// <summary>
/// Reads the directory of an OLE2 compound file ([MS-CFB]): the names of its streams tell what it is.
/// Every chain is followed for a bounded number of steps, whatever the file says.
/// </summary>
public static class OleDirectory
{
    private const int MaxEntries = 4096;
    private const uint EndOfChain = 0xFFFFFFFA;

    public static DetectedFormat FormatOf(Stream file)
    {
        var names = Names(file);
        if (names.Contains("EncryptedPackage") || names.Contains("EncryptionInfo"))
        {
            return DetectedFormat.EncryptedOffice;
        }

        return names.Contains("WordDocument") ? DetectedFormat.Doc
            : names.Contains("Workbook") || names.Contains("Book") ? DetectedFormat.Xls
            : names.Contains("PowerPoint Document") ? DetectedFormat.Ppt
            : names.Any(n => n.StartsWith("__substg1.0_", StringComparison.Ordinal)) ? DetectedFormat.Msg
            : DetectedFormat.Ole;
    }

    private static HashSet<string> Names(Stream file)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var header = new byte[512];
        if (ReadAt(file, 0, header) < 512)
        {
            return names;
        }

        var shift = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30));
        if (shift is not (9 or 12))
        {
            shift = 9;
        }

        var size = 1 << shift;
        var sector = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(48));
        var buffer = new byte[size];
        var seen = new HashSet<uint>();
        while (sector < EndOfChain && seen.Add(sector) && names.Count < MaxEntries
            && ReadAt(file, ((long)sector + 1) << shift, buffer) > 0)
        {
            for (var at = 0; at + 128 <= size; at += 128)
            {
                var length = BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(at + 64));
                if (length is >= 4 and <= 64)
                {
                    names.Add(Encoding.Unicode.GetString(buffer, at, length - 2));
                }
            }

            sector = Next(file, header, sector, shift);
        }

        return names;
    }

    /// <summary>The sector after <paramref name="sector"/> in its chain, by the first 109 sectors of the allocation table, which cover 7 MB and more.</summary>
    private static uint Next(Stream file, byte[] header, uint sector, int shift)
    {
        var perSector = 1u << (shift - 2);
        var table = sector / perSector;
        if (table >= 109)
        {
            return EndOfChain;
        }

        var tableSector = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan((int)(76 + (4 * table))));
        var entry = new byte[4];
        var at = (((long)tableSector + 1) << shift) + (4 * (sector % perSector));
        return tableSector < EndOfChain && ReadAt(file, at, entry) == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(entry) : EndOfChain;
    }

    private static int ReadAt(Stream file, long position, byte[] buffer)
    {
        if (position >= file.Length)
        {
            return 0;
        }

        file.Position = position;
        return file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
    }
}
