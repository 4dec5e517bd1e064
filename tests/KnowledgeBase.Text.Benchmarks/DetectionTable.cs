using System.Diagnostics;
using System.IO.Compression;
using System.Text;

namespace KnowledgeBase.Text.Benchmarks;

/// <summary>Detection on a folder of <c>CODE.txt.gz</c>, one sentence a line: sentences, paragraphs of 5, pages of 20.</summary>
internal static class DetectionTable
{
    private static readonly string[] European =
        ["bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv"];

    internal static int Print(string folder)
    {
        var start = Stopwatch.GetTimestamp();
        _ = LanguageDetector.Detect("una frase");
        Console.WriteLine($"first detection (model loaded): {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} ms");
        var totals = new Dictionary<string, double[]>();
        long characters = 0;
        start = Stopwatch.GetTimestamp();
        Console.WriteLine("| language | sentences | paragraphs | pages | sentences taken for |\n| --- | --- | --- | --- | --- |");
        foreach (var path in Directory.GetFiles(folder, "*.txt.gz").Order(StringComparer.Ordinal))
        {
            var code = Path.GetFileName(path).Split('.')[0];
            if (!LanguageNames.Codes.Contains(code))
            {
                continue;
            }

            var lines = Read(path);
            characters += lines.Sum(line => (long)line.Length) * 3;
            var cells = new double[3];
            var wrong = "";
            foreach (var (size, column) in new[] { (1, 0), (5, 1), (20, 2) })
            {
                var texts = lines.Chunk(size).Where(chunk => chunk.Length == size || size == 1).Select(chunk => string.Join(" ", chunk)).ToArray();
                var found = texts.Select(text => LanguageDetector.Detect(text).Language).ToArray();
                cells[column] = 100.0 * found.Count(one => Merged(one) == Merged(code)) / found.Length;
                wrong = size > 1 ? wrong : string.Join(", ", found.Where(one => Merged(one) != Merged(code)).CountBy(one => one)
                    .OrderByDescending(pair => pair.Value).Take(4).Select(pair => $"{pair.Key} {pair.Value}"));
                if (Environment.GetEnvironmentVariable("SHOW") == code && size == 1)
                {
                    foreach (var (text, one) in texts.Zip(found).Where(pair => Merged(pair.Second) != Merged(code)))
                    {
                        Console.WriteLine($"  {one}: {text}");
                    }
                }
            }

            totals[code] = cells;
            Console.WriteLine($"| {code} | {cells[0]:F1} | {cells[1]:F1} | {cells[2]:F1} | {wrong} |");
        }

        foreach (var (name, codes) in new[] { ("EU", European.Where(totals.ContainsKey)), ("all", totals.Keys) })
        {
            Console.WriteLine($"| **{name}** | {codes.Average(code => totals[code][0]):F2} | {codes.Average(code => totals[code][1]):F2} | {codes.Average(code => totals[code][2]):F2} | |");
        }

        Console.WriteLine($"{characters / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e6:F1} million characters a second");
        return 0;
    }

    /// <summary>The two Norwegians count as one, and so do Bosnian, Croatian and Serbian.</summary>
    private static string Merged(string code) => code switch { "nn" => "nb", "bs" or "sr" => "hr", _ => code };

    private static List<string> Read(string path)
    {
        using var unpacked = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked, Encoding.UTF8);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                lines.Add(line);
            }
        }

        return lines;
    }
}
