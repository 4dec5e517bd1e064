using System.Buffers.Binary;

namespace KnowledgeBase.Extraction.Worker.Ocr;

/// <summary>Counts the pictures in a TIFF file by following its chain of directories, for a bounded number of steps.</summary>
public static class TiffPages
{
    private const int EntryBytes = 12;

    /// <summary>Number of pictures, at least 1 and at most <paramref name="most"/>; a chain that is damaged ends where it breaks.</summary>
    public static int Count(string path, int most)
    {
        using var file = File.OpenRead(path);
        var head = new byte[8];
        if (file.ReadAtLeast(head, 8, throwOnEndOfStream: false) < 8)
        {
            return 1;
        }

        var little = head[0] == (byte)'I';
        var seen = new HashSet<uint>();
        var at = Number(head.AsSpan(4), little);
        var number = new byte[4];
        while (at >= 8 && at < file.Length && seen.Count < most && seen.Add(at))
        {
            file.Position = at;
            if (file.ReadAtLeast(number.AsSpan(0, 2), 2, throwOnEndOfStream: false) < 2)
            {
                break;
            }

            var entries = little ? BinaryPrimitives.ReadUInt16LittleEndian(number) : BinaryPrimitives.ReadUInt16BigEndian(number);
            file.Position = at + 2L + (entries * EntryBytes);
            if (file.ReadAtLeast(number, 4, throwOnEndOfStream: false) < 4)
            {
                break;
            }

            at = Number(number, little);
        }

        return Math.Max(1, seen.Count);
    }

    private static uint Number(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
