using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace KnowledgeBase.Extraction.Tests;

/// <summary>A grey picture, 8 bits a pixel.</summary>
internal sealed record GreyPicture(int Width, int Height, byte[] Pixels);

/// <summary>How a page lay on the glass, and what the years did to it.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Skew">Degrees.</param>
/// <param name="Noise">Standard deviation of the grain, of 255.</param>
/// <param name="Specks">Dark or light specks among a million pixels.</param>
/// <param name="Ink">Darkness of the letters, 1 for black.</param>
internal sealed record Wear(string Name, double Skew = 0, double Noise = 0, int Specks = 0, double Ink = 1);

/// <summary>Prints known words on pages, scans the pages at 150 dpi as a worn sheet on a crooked glass, and binds the scans as a PDF without text.</summary>
internal static class ScannedPages
{
    public const int Dpi = 150;
    private const int Width = 595;
    private const int Height = 842;
    private const int Margin = 60;

    /// <summary>A PDF of text set in <paramref name="font"/> (Helvetica, Times-Roman …), one page for each text; letters of Western Europe only.</summary>
    public static byte[] Print(IEnumerable<string> pages, string font, double size = 11)
    {
        var columns = (int)((Width - (2 * Margin)) / (size * 0.56));
        return Bind([.. pages.Select(text =>
        {
            var content = new StringBuilder().Append(CultureInfo.InvariantCulture, $"BT /F {size} Tf {size * 1.35} TL {Margin} {Height - Margin} Td\n");
            foreach (var line in Lines(text, columns))
            {
                content.Append(CultureInfo.InvariantCulture, $"({line.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal)}) Tj T*\n");
            }

            var bytes = Encoding.GetEncoding(1252).GetBytes(content.Append("ET").ToString());
            return (Width, Height, $"<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >> >> >>", bytes, (byte[]?)null, "");
        })]);
    }

    /// <summary>The first pages of a PDF as a scanner at 150 dpi sees them.</summary>
    public static IEnumerable<GreyPicture> Scan(string pdf, int pages)
    {
        for (var page = 1; page <= pages; page++)
        {
            var number = page.ToString(CultureInfo.InvariantCulture);
            var info = new ProcessStartInfo("pdftoppm", ["-r", Dpi.ToString(CultureInfo.InvariantCulture), "-gray", "-f", number, "-l", number, "-singlefile", pdf]) { RedirectStandardOutput = true };
            using var process = Process.Start(info)!;
            using var picture = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(picture);
            process.WaitForExit();
            yield return Pgm(picture.ToArray());
        }
    }

    /// <summary>The picture turned, faded, grained and specked.</summary>
    public static GreyPicture Worn(GreyPicture picture, Wear wear, int seed)
    {
        var random = new Random(seed);
        var (w, h) = (picture.Width, picture.Height);
        var (sin, cos) = Math.SinCos(wear.Skew * Math.PI / 180);
        var worn = new byte[w * h];
        for (var y = 0; y < h; y++)
        {
            for (var x = 0; x < w; x++)
            {
                var (dx, dy) = (x - (w / 2.0), y - (h / 2.0));
                var grey = At(picture, (dx * cos) + (dy * sin) + (w / 2.0), (dy * cos) - (dx * sin) + (h / 2.0));
                grey = 255 - ((255 - grey) * wear.Ink);
                if (wear.Noise > 0)
                {
                    // Twelve even numbers sum up to nearly a bell.
                    var bell = -6.0;
                    for (var i = 0; i < 12; i++)
                    {
                        bell += random.NextDouble();
                    }

                    grey += bell * wear.Noise;
                }

                worn[(y * w) + x] = (byte)Math.Clamp(grey, 0, 255);
            }
        }

        for (var i = (long)wear.Specks * worn.Length / 1_000_000; i > 0; i--)
        {
            worn[random.Next(worn.Length)] = (byte)(random.Next(2) * 255);
        }

        return new(w, h, worn);
    }

    /// <summary>A PDF of pictures, one a page, without a letter of text.</summary>
    public static byte[] Bind(IEnumerable<GreyPicture> pictures) => Bind([.. pictures.Select(p =>
    {
        var (w, h) = (p.Width * 72 / Dpi, p.Height * 72 / Dpi);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            zlib.Write(p.Pixels);
        }

        return (w, h, "", Encoding.ASCII.GetBytes($"{w} 0 0 {h} 0 0 cm /I Do"), (byte[]?)packed.ToArray(),
            $"/Type /XObject /Subtype /Image /Width {p.Width} /Height {p.Height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode");
    })]);

    /// <summary>A TIFF with one uncompressed picture after the other.</summary>
    public static byte[] Tiff(IReadOnlyList<GreyPicture> pictures)
    {
        using var file = new MemoryStream();
        using var to = new BinaryWriter(file);
        to.Write("II*\0"u8);
        to.Write(8);
        for (var i = 0; i < pictures.Count; i++)
        {
            const int entries = 11;
            var p = pictures[i];
            var values = (int)file.Position + 2 + (entries * 12) + 4;
            var data = values + 16;
            to.Write((short)entries);
            foreach (var (tag, type, value) in new (short, short, int)[]
            {
                (256, 4, p.Width), (257, 4, p.Height), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, data), (277, 3, 1), (278, 4, p.Height), (279, 4, p.Pixels.Length),
                (282, 5, values), (283, 5, values + 8),
            })
            {
                to.Write(tag);
                to.Write(type);
                to.Write(1);
                to.Write(value);
            }

            to.Write(i + 1 < pictures.Count ? data + p.Pixels.Length : 0);
            foreach (var value in new[] { Dpi, 1, Dpi, 1 })
            {
                to.Write(value);
            }

            to.Write(p.Pixels);
        }

        return file.ToArray();
    }

    private static IEnumerable<string> Lines(string text, int columns)
    {
        var line = "";
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length + word.Length >= columns)
            {
                yield return line;
                line = "";
            }

            line += line.Length == 0 ? word : " " + word;
        }

        yield return line;
    }

    private static double At(GreyPicture picture, double x, double y)
    {
        var (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
        double Pixel(int i, int j) => i >= 0 && j >= 0 && i < picture.Width && j < picture.Height ? picture.Pixels[(j * picture.Width) + i] : 255;
        var (fx, fy) = (x - left, y - top);
        return (((Pixel(left, top) * (1 - fx)) + (Pixel(left + 1, top) * fx)) * (1 - fy))
            + (((Pixel(left, top + 1) * (1 - fx)) + (Pixel(left + 1, top + 1) * fx)) * fy);
    }

    private static GreyPicture Pgm(byte[] bytes)
    {
        var head = Encoding.ASCII.GetString(bytes, 0, 30).Split('\n', ' ');
        var (width, height) = (int.Parse(head[1], CultureInfo.InvariantCulture), int.Parse(head[2], CultureInfo.InvariantCulture));
        return new(width, height, bytes[^(width * height)..]);
    }

    private static byte[] Bind(IReadOnlyList<(int Width, int Height, string Resources, byte[] Content, byte[]? Picture, string PictureEntries)> pages)
    {
        using var file = new MemoryStream();
        var offsets = new List<long>();
        void Text(string text) => file.Write(Encoding.Latin1.GetBytes(text));
        void Object(string entries, byte[]? stream = null)
        {
            offsets.Add(file.Position);
            Text($"{offsets.Count} 0 obj\n<< {entries}{(stream is null ? "" : $" /Length {stream.Length}")} >>\n");
            if (stream is not null)
            {
                Text("stream\n");
                file.Write(stream);
                Text("\nendstream\n");
            }

            Text("endobj\n");
        }

        Text("%PDF-1.5\n");
        Object("/Type /Catalog /Pages 2 0 R");
        Object($"/Type /Pages /Count {pages.Count} /Kids [{string.Join(' ', pages.Select((_, i) => $"{(3 * i) + 3} 0 R"))}]");
        foreach (var (width, height, resources, content, picture, entries) in pages)
        {
            var next = offsets.Count + 1;
            Object($"/Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents {next + 1} 0 R /Resources {(picture is null ? resources : $"<< /XObject << /I {next + 2} 0 R >> >>")}");
            Object("", content);
            Object(picture is null ? "/Type /Nothing" : entries, picture);
        }

        var table = file.Position;
        Text($"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n{string.Concat(offsets.Select(o => $"{o:d10} 00000 n \n"))}trailer << /Size {offsets.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();
    }
}
