using System.Buffers.Text;

namespace KnowledgeBase.Extraction.Pages;

/// <summary>An uncompressed picture in the PPM form (P6, 8 bits a colour), as poppler draws and the JPEG compressor takes it.</summary>
internal sealed class PlainPicture
{
    /// <summary>A highlighter lets through red and most of the green, and little of the blue: black letters stay black.</summary>
    private const int GreenOf256 = 222;
    private const int BlueOf256 = 80;

    /// <summary>How far a mark reaches beyond its word, in points.</summary>
    private const double Margin = 1;

    private readonly int _start;

    private PlainPicture(byte[] bytes, int start, int width, int height)
    {
        Bytes = bytes;
        _start = start;
        Width = width;
        Height = height;
    }

    /// <summary>The whole file.</summary>
    public byte[] Bytes { get; }

    public int Width { get; }

    public int Height { get; }

    /// <summary>The picture in these bytes, which it then owns; null when they are none.</summary>
    public static PlainPicture? Read(byte[] bytes)
    {
        if (!bytes.AsSpan().StartsWith("P6"u8))
        {
            return null;
        }

        var at = 2;
        return Number(bytes, ref at) is { } width and > 0 && Number(bytes, ref at) is { } height and > 0 && Number(bytes, ref at) == 255
            && bytes.Length - (at + 1) == (long)width * height * 3
            ? new PlainPicture(bytes, at + 1, width, height)
            : null;
    }

    /// <summary>Marks a word as by a highlighter.</summary>
    /// <param name="word">In points.</param>
    /// <param name="scale">Pixels a point.</param>
    public void Highlight(WordBox word, double scale)
    {
        var (left, right) = (Pixel(word.Left - Margin, scale, Width), Pixel(word.Right + Margin, scale, Width));
        var (top, bottom) = (Pixel(word.Top - Margin, scale, Height), Pixel(word.Bottom + Margin, scale, Height));
        for (var y = top; y < bottom; y++)
        {
            var row = Bytes.AsSpan(_start + (((y * Width) + left) * 3), Math.Max(0, right - left) * 3);
            for (var i = 0; i < row.Length; i += 3)
            {
                row[i + 1] = (byte)(row[i + 1] * GreenOf256 >> 8);
                row[i + 2] = (byte)(row[i + 2] * BlueOf256 >> 8);
            }
        }
    }

    private static int Pixel(double points, double scale, int most) => (int)Math.Clamp(Math.Round(points * scale), 0, most);

    private static int? Number(byte[] bytes, ref int at)
    {
        while (at < bytes.Length && bytes[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }

        if (at >= bytes.Length || !Utf8Parser.TryParse(bytes.AsSpan(at, Math.Min(10, bytes.Length - at)), out int number, out var used))
        {
            return null;
        }

        at += used;
        return number;
    }
}
