using System.IO.Compression;
using System.Text;
using KnowledgeBase.Catalogue;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Ingestion.Stores;

namespace KnowledgeBase.Ingestion.Tests;

/// <summary>Erasing with the real readers and the real index: afterwards no file of the data directory knows the document.</summary>
public class Erasing
{
    private const string Phrase = "Quietschentenparade am Zwölffingerplatz";
    private static readonly string[] Telling = ["quietschente", "zwolffinger", "zwölffinger"];

    [Fact]
    public async Task What_was_erased_is_in_no_file_and_no_term_and_an_older_backup_erases_it_again()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("kb-erasing-").FullName;
        var backup = folder + ".backup";
        string gone;
        await using (var archive = await RealArchive.StartAsync(folder))
        {
            // Many others in the same segment: what is erased is far below the share at which segments are rewritten by themselves.
            for (var i = 0; i < 30; i++)
            {
                await archive.ReceiveAsync($"kept-{i}.txt", Encoding.UTF8.GetBytes($"Number {i} speaks of trams and of markets on the square."));
            }

            gone = await archive.ReceiveAsync("parade.html", Encoding.UTF8.GetBytes($"<html><head><title>{Phrase}</title></head><body><p>Die {Phrase} findet statt.</p></body></html>"));
            await archive.ReceiveAsync("parade.zip", Zip(($"{Phrase}.txt", $"Noch einmal: {Phrase}.")));
            await Archive.UntilAsync(() => archive.Index.Ids().Count == 33 && archive.Catalogue.QueueNumbers() is { ToRead: 0, Reading: 0, ToIndex: 0 });
            Assert.Contains(Terms(folder), IsTelling);
            await ArchiveBackup.WriteAsync(archive.Directory, archive.Catalogue, backup, default);

            foreach (var id in archive.Catalogue.AllIds().Where(id => archive.Catalogue.Find(id, DocumentVisibility.Draft) is { ParentId: null } r && r.Files[0].Sources[0].Name.StartsWith("parade", StringComparison.Ordinal)).ToList())
            {
                await archive.Service.EraseAsync(id);
            }

            AssertNowhere(folder);
            Assert.Equal(30, archive.Index.Ids().Count);
        }

        AssertNowhere(folder);
        using (var directory = DataDirectory.Open(folder))
        {
            await ArchiveBackup.RestoreAsync(directory, backup, default);
        }

        await using (var again = await RealArchive.StartAsync(folder))
        {
            await Archive.UntilAsync(() => again.Index.Ids().Count == 30);
            Assert.Null(again.Service.StatusOf(gone));
            Assert.Empty(await again.Service.CheckAsync(hashes: true));
        }

        AssertNowhere(folder);
        System.IO.Directory.Delete(folder, recursive: true);
        File.Delete(backup);
    }

    private static byte[] Zip(params (string Name, string Content)[] parts)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in parts)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return memory.ToArray();
    }

    private static void AssertNowhere(string folder)
    {
        Assert.DoesNotContain(Terms(folder), IsTelling);
        foreach (var file in System.IO.Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) is not ("lock" or "write.lock")))
        {
            Assert.False(IsTelling(file), file);
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode })
            {
                foreach (var word in Telling.Concat(Phrase.Split(' ').Where(w => w.Length > 4)))
                {
                    Assert.True(bytes.AsSpan().IndexOf(encoding.GetBytes(word)) < 0, $"{word} in {file}");
                }
            }
        }
    }

    private static bool IsTelling(string term) => Telling.Any(t => term.Contains(t, StringComparison.OrdinalIgnoreCase));

    /// <summary>Every term of every field, of deleted documents too, and that there are none of those is left to the caller.</summary>
    private static List<string> Terms(string folder)
    {
        var terms = new List<string>();
        using var directory = new FileSystemDirectory(Path.Combine(folder, "lucene"));
        using var snapshot = IndexSnapshot.Open(directory);
        foreach (var reader in snapshot.Segments.Select(s => s.Reader))
        {
            foreach (var field in reader.Fields)
            {
                var cursor = reader.Terms(field.Name)?.Cursor();
                while (cursor?.Next() == true)
                {
                    terms.Add(Encoding.UTF8.GetString(cursor.Term));
                }
            }

            for (var doc = 0; doc < reader.MaxDoc; doc++)
            {
                terms.AddRange(reader.Stored(doc).Select(v => v.Text ?? Encoding.UTF8.GetString(v.Bytes.Span)));
            }
        }

        return terms;
    }
}
