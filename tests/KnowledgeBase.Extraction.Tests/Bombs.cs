using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Xunit.Abstractions;

namespace KnowledgeBase.Extraction.Tests;

/// <summary>Files made to exhaust whoever opens them are refused, or cut with a note, soon, and in little memory.</summary>
[Collection(nameof(Reader))]
public sealed class Bombs(Reader reader, ITestOutputHelper output)
{
    private const long MostMemory = 512L << 20;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    public static TheoryData<string> Kinds =>
    [
        "entities", "inflation", "300 MB part", "shared strings", "nesting", "million entries", "giant page", "page loop", "million columns", "sparse",
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_bomb_is_refused_or_cut_within_ten_seconds_and_half_a_gigabyte(string kind)
    {
        var work = Directory.CreateDirectory(Path.Combine(reader.Folder, "bombs " + kind)).FullName;
        var path = Path.Combine(work, "bomb");
        await MakeAsync(kind, path);
        await using var extractor = new WorkerExtractor(new() { Parallelism = 1, WorkFolder = work });
        await extractor.ConfinementAsync(CancellationToken.None);
        using var over = new CancellationTokenSource();
        var memory = ResidentMemory.MostAsync(work, over.Token);
        var clock = Stopwatch.StartNew();
        var result = await extractor.ExtractAsync(new() { Path = path, OriginalName = "bomb", Scratch = reader.Scratch() }, CancellationToken.None);
        var time = clock.Elapsed;
        await over.CancelAsync();
        output.WriteLine($"{kind}: {result.Outcome} in {time.TotalSeconds:F1} s, {await memory >> 20} MB: {result.Reason} {string.Join(' ', result.Notes)}");
        Assert.True(time < Longest, $"{time.TotalSeconds:F1} s");
        Assert.True(await memory < MostMemory, $"{await memory >> 20} MB");
        Assert.True(result.Outcome != ExtractionOutcome.Ok || result.Notes.Count > 0, "read as if it were an honest file");
        Assert.NotEqual(ExtractionOutcome.Crashed, result.Outcome);
        Assert.True(result.Reason is not null || result.Notes.Count > 0);
        File.Delete(path);
        var next = await reader.ReadAsync("Dopo.", Encoding.UTF8, "a.txt");
        Assert.Equal(ExtractionOutcome.Ok, next.Outcome);
    }

    [Fact]
    public async Task A_zip_of_zips_is_taken_apart_level_by_level_and_its_floods_are_left_out()
    {
        var work = Directory.CreateDirectory(Path.Combine(reader.Folder, "bombs zips")).FullName;
        await using var extractor = new WorkerExtractor(new() { Parallelism = 1, WorkFolder = work });
        await extractor.ConfinementAsync(CancellationToken.None);
        using var over = new CancellationTokenSource();
        var memory = ResidentMemory.MostAsync(work, over.Token);
        var outermost = Path.Combine(work, "bomb");
        await File.WriteAllBytesAsync(outermost, Zips(depth: 2));
        var waiting = new Queue<string>([outermost]);
        var (left, count, longest) = (0, 0, TimeSpan.Zero);
        while (waiting.TryDequeue(out var path))
        {
            var clock = Stopwatch.StartNew();
            var result = await extractor.ExtractAsync(new() { Path = path, OriginalName = "bomb.zip", Scratch = reader.Scratch() }, CancellationToken.None);
            longest = clock.Elapsed > longest ? clock.Elapsed : longest;
            count++;
            left += result.Notes.Count(n => n.Contains("too large or made to exhaust", StringComparison.Ordinal));
            result.Children.ToList().ForEach(c => waiting.Enqueue(c.File));
        }

        await over.CancelAsync();
        output.WriteLine($"zips in zips: {count} archives, {left} floods left out, the slowest in {longest.TotalSeconds:F1} s, {await memory >> 20} MB");
        Assert.Equal(1 + 3 + 9, count);
        Assert.Equal(3 * 9, left);
        Assert.True(longest < Longest, $"{longest.TotalSeconds:F1} s");
        Assert.True(await memory < MostMemory, $"{await memory >> 20} MB");
    }

    /// <summary>Three zips in each of three zips, and in the innermost three files of sixteen megabytes of nothing each.</summary>
    private static byte[] Zips(int depth)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            for (var i = 0; i < 3; i++)
            {
                using var entry = zip.CreateEntry(depth > 0 ? $"{i}.zip" : $"{i}.txt").Open();
                entry.Write(depth > 0 ? Zips(depth - 1) : new byte[16 << 20]);
            }
        }

        return memory.ToArray();
    }

    private static async Task MakeAsync(string kind, string path)
    {
        switch (kind)
        {
            case "entities":
                var entities = "<!DOCTYPE x [<!ENTITY a0 'aaaaaaaaaa'>" + string.Concat(Enumerable.Range(1, 12).Select(i => $"<!ENTITY a{i} '{string.Concat(Enumerable.Repeat($"&a{i - 1};", 10))}'>")) + "]>";
                await File.WriteAllBytesAsync(path, Office.Docx(Office.Paragraph("&a12;"), entities));
                break;
            case "inflation":
                await File.WriteAllBytesAsync(path, Office.Docx(Office.Paragraph(new string('a', 60 << 20))));
                break;
            case "300 MB part":
                // Letters that hardly compress: within the ratio of an honest file, far beyond what a document needs.
                await WritePartAsync(path, 300 << 20);
                break;
            case "shared strings":
                await File.WriteAllBytesAsync(path, Office.Xlsx(string.Concat(Enumerable.Repeat("<row><c t='s'><v>0</v></c></row>", 20_000)), $"<si><t>{new string('x', 30_000)}</t></si>"));
                break;
            case "nesting":
                await File.WriteAllBytesAsync(path, Office.OpenDocument("text", "<office:text>" + string.Concat(Enumerable.Repeat("<text:p>", 40_000)) + string.Concat(Enumerable.Repeat("</text:p>", 40_000)) + "</office:text>"));
                break;
            case "million entries":
                await File.WriteAllBytesAsync(path, ManyEntries(1_000_000));
                break;
            case "million columns":
                await File.WriteAllBytesAsync(path, Office.Xlsx("<row>" + string.Concat(Enumerable.Range(0, 1_000_000).Select(i => $"<c><v>{i}</v></c>")) + "</row>", ""));
                break;
            case "giant page":
                await File.WriteAllTextAsync(path, "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 14400000 14400000]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
                break;
            case "page loop":
                await File.WriteAllTextAsync(path, "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R 3 0 R 2 0 R]/Count 9999999>>endobj 3 0 obj<</Type/Page/Parent 3 0 R/MediaBox[0 0 100 100]/Resources 4 0 R/Contents 5 0 R>>endobj 4 0 obj 4 0 R endobj 5 0 obj[5 0 R 5 0 R]endobj\ntrailer<</Root 1 0 R/Prev 0>>\n%%EOF\n");
                break;
            default:
                await using (var sparse = File.Create(path))
                {
                    sparse.SetLength(4L << 30);
                }

                break;
        }
    }

    private static async Task WritePartAsync(string path, int bytes)
    {
        await using var file = File.Create(path);
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        foreach (var (name, content) in new[]
        {
            ("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/><Override PartName='/word/document.xml' ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>"),
            ("_rels/.rels", "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='word/document.xml'/></Relationships>"),
        })
        {
            await using var part = zip.CreateEntry(name).Open();
            await part.WriteAsync(Encoding.UTF8.GetBytes(content));
        }

        await using var body = zip.CreateEntry("word/document.xml", CompressionLevel.Fastest).Open();
        await body.WriteAsync("<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"u8.ToArray());
        var block = new byte[1 << 20];
        new Random(1).NextBytes(block);
        for (var i = 0; i < block.Length; i++)
        {
            block[i] = (byte)('a' + (block[i] % 26));
        }

        "<w:p><w:r><w:t>"u8.CopyTo(block);
        "</w:t></w:r></w:p>"u8.CopyTo(block.AsSpan(block.Length - 18));
        for (var written = 0; written < bytes; written += block.Length)
        {
            await body.WriteAsync(block);
        }

        await body.WriteAsync("</w:body></w:document>"u8.ToArray());
    }

    /// <summary>A zip of empty stored files with a ZIP64 end record, written by hand.</summary>
    private static byte[] ManyEntries(int count)
    {
        const int name = 7;
        var bytes = new byte[(count * (30 + 46 + (2 * name))) + 56 + 20 + 22];
        var at = 0;
        void Put(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((at += 4) - 4), value);
        void Put64(long value) => BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan((at += 8) - 8), value);
        void PutName(int i) => i.ToString("d7", CultureInfo.InvariantCulture).AsSpan().ToArray().Select(c => (byte)c).ToArray().CopyTo(bytes, (at += name) - name);
        for (var i = 0; i < count; i++)
        {
            var start = at;
            Put(0x04034b50);
            at = start + 26;
            bytes[at] = name;
            at += 4;
            PutName(i);
        }

        var directory = at;
        for (var i = 0; i < count; i++)
        {
            var start = at;
            Put(0x02014b50);
            bytes[start + 28] = name;
            at = start + 42;
            Put((uint)(i * (30 + name)));
            PutName(i);
        }

        var (size, end) = (at - directory, at);
        Put(0x06064b50);
        Put64(44);
        at += 12;
        Put64(count);
        Put64(count);
        Put64(size);
        Put64(directory);
        Put(0x07064b50);
        at += 4;
        Put64(end);
        at += 4;
        Put(0x06054b50);
        at += 4;
        Put(0xFFFFFFFF);
        Put(0xFFFFFFFF);
        Put(0xFFFFFFFF);
        return bytes;
    }
}
