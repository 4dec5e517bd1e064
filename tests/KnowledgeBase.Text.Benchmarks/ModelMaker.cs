using System.IO.Compression;
using System.Text;
using KnowledgeBase.Text.Detection;

namespace KnowledgeBase.Text.Benchmarks;

/// <summary>Makes the model of the language detector from a folder of <c>CODE.txt.gz</c>, one text a language.</summary>
internal static class ModelMaker
{
    internal static int Make(string folder, string file)
    {
        var languages = new List<(string Code, Script Script)>();
        var sums = new List<long[]>();
        var counts = new SortedDictionary<ulong, SortedDictionary<int, int>>();
        foreach (var path in Directory.GetFiles(folder, "*.txt.gz").Order(StringComparer.Ordinal))
        {
            var text = Read(path);
            var script = Dominant(text);
            if (Scripts.Language(script) is not null)
            {
                continue;
            }

            var index = languages.Count;
            languages.Add((Path.GetFileName(path).Split('.')[0].Split('-')[0], script));
            sums.Add(new long[GramReader.LongestGram + 1]);
            Count(text, script, index, counts, sums[index]);

            // Many people leave the accents out.
            Count(WithoutAccents(text), script, index, counts, sums[index]);
        }

        using var output = File.Create(file);
        using var packed = new BrotliStream(output, CompressionLevel.SmallestSize);
        Write(packed, languages, sums, counts);
        Console.WriteLine($"{languages.Count} languages, {counts.Count} grams");
        return 0;
    }

    private static string Read(string path)
    {
        using var unpacked = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked, Encoding.UTF8);
        return reader.ReadToEnd().Normalize(NormalizationForm.FormC);
    }

    private static Script Dominant(string text) =>
        text.Select(Scripts.Of).Where(script => script != Script.None).GroupBy(script => script).MaxBy(group => group.Count())!.Key;

    private static void Count(
        string text, Script script, int language, SortedDictionary<ulong, SortedDictionary<int, int>> counts, long[] sums)
    {
        var buffer = new char[text.Length + 2];
        var words = buffer.AsSpan(0, GramReader.Write(text, script, buffer));
        for (var start = 0; start < words.Length; start++)
        {
            for (var n = 1; n <= GramReader.LongestGram && start + n <= words.Length; n++)
            {
                if (!GramReader.IsInsideWord(words.Slice(start, n)))
                {
                    continue;
                }

                var gram = GramReader.Gram(words, start, n);
                if (!counts.TryGetValue(gram, out var list))
                {
                    counts[gram] = list = [];
                }

                list[language] = list.GetValueOrDefault(language) + 1;
                sums[n]++;
            }
        }
    }

    private static string WithoutAccents(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormD).Where(c => c is < '\u0300' or > '\u036F')).Normalize(NormalizationForm.FormC);

    private static void Write(
        Stream stream, List<(string Code, Script Script)> languages, List<long[]> sums, SortedDictionary<ulong, SortedDictionary<int, int>> counts)
    {
        WriteNumber(stream, (ulong)languages.Count);
        for (var i = 0; i < languages.Count; i++)
        {
            WriteNumber(stream, (ulong)languages[i].Code.Length);
            stream.Write(Encoding.ASCII.GetBytes(languages[i].Code));
            WriteNumber(stream, (ulong)languages[i].Script);
            for (var n = 1; n <= GramReader.LongestGram; n++)
            {
                WriteNumber(stream, (ulong)sums[i][n]);
            }
        }

        for (var n = 1; n <= GramReader.LongestGram; n++)
        {
            var (low, high) = (n == 1 ? 0 : 1UL << (16 * (n - 1)), n == 4 ? ulong.MaxValue : 1UL << (16 * n));
            WriteNumber(stream, (ulong)counts.Keys.Count(gram => gram >= low && gram < high));
        }

        WriteNumber(stream, (ulong)counts.Count);
        WriteNumber(stream, (ulong)counts.Values.Sum(list => list.Count));
        ulong last = 0;
        foreach (var (gram, list) in counts)
        {
            WriteNumber(stream, gram - last);
            last = gram;
            WriteNumber(stream, (ulong)list.Count);
            foreach (var (language, count) in list)
            {
                WriteNumber(stream, (ulong)language);
                WriteNumber(stream, (ulong)count);
            }
        }
    }

    private static void WriteNumber(Stream stream, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            stream.WriteByte((byte)(value | 0x80));
        }

        stream.WriteByte((byte)value);
    }
}
