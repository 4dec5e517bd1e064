using System.IO.Compression;
using System.Text;
using KnowledgeBase.Catalogue;

namespace KnowledgeBase.Ingestion.Tests;

/// <summary>What arrives was made by anybody: names that lead elsewhere, archives in archives without end.</summary>
public sealed class Hostile : IDisposable
{
    private readonly string sandbox = Directory.CreateTempSubdirectory("kb-hostile-").FullName;

    private string Data => Path.Combine(sandbox, "a", "b", "data");

    [Fact]
    public async Task Hostile_names_of_uploads_write_nothing_outside_the_store()
    {
        // Each costs several syncs of the disk: a busy machine takes minutes for all five hundred.
        var uploads = Environment.GetEnvironmentVariable("KB_CORPUS") == "all" ? 500 : 72;
        await using (var archive = await Archive.StartAsync(Data, start: false))
        {
            for (var i = 0; i < uploads; i++)
            {
                var receipt = await archive.ReceiveAsync($"Trams number {i}", Name(i));
                var record = archive.Catalogue.Find(receipt.Id!, DocumentVisibility.Draft)!;
                Assert.DoesNotContain(record.Title, c => char.IsControl(c) || c is '\u202E' or '/');
                Assert.InRange(record.Title.Length, 1, 1000);
            }

            Assert.Equal(uploads, archive.Service.Originals.All().Count());
            Assert.All(archive.Service.Originals.All(), hash => Assert.Matches("^[0-9a-f]{64}$", hash));
        }

        Assert.Equal([Data], Directory.EnumerateFileSystemEntries(Path.Combine(sandbox, "a", "b")));
        Assert.Equal([Path.Combine(sandbox, "a")], Directory.EnumerateFileSystemEntries(sandbox));
        Assert.Empty(Directory.EnumerateFiles(Path.GetTempPath(), "kb-hostile-name*"));
    }

    [Fact]
    public async Task A_zip_of_zips_without_end_is_cut_with_notes()
    {
        var options = new IngestionOptions { MostInside = 24, MostBytesInside = 1_000_000, Readers = 2 };
        await using var archive = await RealArchive.StartAsync(Data, options);
        await archive.ReceiveAsync("bomb.zip", Nested("", 2));
        await Archive.UntilAsync(() => archive.Catalogue.QueueNumbers() is { ToRead: 0, Reading: 0, ToIndex: 0 });
        var all = archive.Catalogue.AllIds().Select(id => archive.Catalogue.Find(id, DocumentVisibility.Draft)!).ToList();

        // Exactly, also where several readers unpack at the same time.
        Assert.Equal(1 + options.MostInside, all.Count);
        Assert.Contains(all, d => d.Notes.Any(n => n.Contains("left out", StringComparison.Ordinal)));
        Assert.Empty(await archive.Service.CheckAsync(hashes: true));
    }

    public void Dispose() => Directory.Delete(sandbox, recursive: true);

    private static string Name(int i) => (i % 9) switch
    {
        0 => string.Concat(Enumerable.Repeat("../", (i % 30) + 1)) + $"tmp/kb-hostile-name{i}",
        1 => Path.Combine(Path.GetTempPath(), $"kb-hostile-name{i}"),
        2 => $"C:\\Windows\\{i}.dll",
        3 => $"piano\0{i}.txt",
        4 => $"piano\u202Efdp{i}.exe",
        5 => new string('a', 4096) + i,
        6 => $"-rf{i}\n\r",
        7 => $"$(touch {Path.GetTempPath()}kb-hostile-name){i};`id`",
        _ => "..",
    };

    /// <summary>Twelve zips in each of twelve zips and so on, all different.</summary>
    private static byte[] Nested(string path, int depth)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            for (var i = 0; i < (depth > 2 ? 2 : 12); i++)
            {
                using var stream = zip.CreateEntry(depth > 0 ? $"{i}.zip" : $"{i}.txt").Open();
                stream.Write(depth > 0 ? Nested($"{path}.{i}", depth - 1) : Encoding.UTF8.GetBytes($"{path}.{i} " + new string('0', 20_000)));
            }
        }

        return memory.ToArray();
    }
}
