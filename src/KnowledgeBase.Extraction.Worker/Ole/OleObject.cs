using System.Buffers.Binary;
using System.Text;

namespace KnowledgeBase.Extraction.Worker.Ole;

/// <summary>What an object embedded in an office file is: a file wrapped in a compound file, or an old office document itself.</summary>
/// <param name="Name">The file's name, or null where it is not said.</param>
/// <param name="Content">Its bytes.</param>
public sealed record OleObject(string? Name, byte[] Content)
{
    private static readonly string[] Wrapped = ["Package", "CONTENTS"];
    private static readonly string[] Documents = ["WordDocument", "Workbook", "Book", "PowerPoint Document"];

    /// <summary>The document within; null when it is none that people would open, such as a formula or a picture of a control.</summary>
    public static OleObject? Of(byte[] compound)
    {
        using var stream = new MemoryStream(compound);
        if (OleFile.Open(stream) is not { } file)
        {
            return null;
        }

        if (file.Find("\u0001Ole10Native") is { } native)
        {
            return Native(file.Read(native, compound.Length));
        }

        foreach (var name in Wrapped)
        {
            if (file.Find(name) is { } entry)
            {
                return new(null, file.Read(entry, compound.Length));
            }
        }

        return Array.Exists(Documents, d => file.Find(d) is not null) ? new(null, compound) : null;
    }

    /// <summary>Size, flags, name, path, two numbers, another path with its length, then the file with its length.</summary>
    private static OleObject? Native(byte[] native)
    {
        var at = 6;
        var name = String(native, ref at);
        String(native, ref at);
        at += 4;
        var path = Number(native, ref at);
        at += path is >= 0 and < 4096 ? path : native.Length;
        var length = Number(native, ref at);
        return length > 0 && at >= 0 && at + (long)length <= native.Length ? new(name, native[at..(at + length)]) : null;
    }

    private static string? String(byte[] bytes, ref int at)
    {
        var end = at < bytes.Length ? Array.IndexOf(bytes, (byte)0, at) : -1;
        if (end < 0)
        {
            at = bytes.Length;
            return null;
        }

        var text = Encoding.Latin1.GetString(bytes, at, end - at);
        at = end + 1;
        return text.Length == 0 ? null : text;
    }

    private static int Number(byte[] bytes, ref int at)
    {
        if (at < 0 || at + 4 > bytes.Length)
        {
            return -1;
        }

        at += 4;
        return BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at - 4));
    }
}
