using KnowledgeBase.Catalogue;
using KnowledgeBase.Ingestion.Kills;
using KnowledgeBase.Ingestion.Stores;

namespace KnowledgeBase.Ingestion.Tests;

public class Keeping
{
    [Fact]
    public async Task Reindexing_opens_no_original_and_finds_everything_again()
    {
        await using var archive = await Archive.StartAsync();
        var one = (await archive.IngestAsync("Trams on squares")).Id;
        var two = (await archive.IngestAsync("Trams on bridges")).Id;
        archive.Index.Remove(one);
        using var projected = archive.Service.Projection.Of(two)!;
        archive.Index.Put(projected.Document with { Id = "0000000000" });
        archive.Index.Commit();
        Assert.Equal(["index-foreign", "index-missing"], (await archive.Service.CheckAsync(hashes: false)).Select(f => f.Kind).Order());

        Assert.Equal(2, await archive.Service.ReindexAsync());
        Assert.Equal(new[] { one, two }.Order(), archive.Found("trams").Order());
        Assert.Equal(2, archive.Extractor.Reads);
        Assert.Empty(await archive.Service.CheckAsync(hashes: true));
    }

    [Fact]
    public async Task A_start_brings_an_index_that_was_lost_back()
    {
        await using var archive = await Archive.StartAsync();
        var id = (await archive.IngestAsync("Trams")).Id;
        await archive.CloseAsync();

        await using var again = await Archive.StartAsync(archive.Folder);
        await Archive.UntilAsync(() => again.Found("trams") is [var found] && found == id);
        Assert.Equal(0, again.Extractor.Reads);
    }

    [Fact]
    public async Task A_stop_waits_for_the_rebuild_of_an_index_that_was_lost_on_the_way()
    {
        var mayEnd = new TaskCompletionSource();
        var index = new FailingIndex { CommitsToFail = 1, LostOnReopen = true, MayRebuild = mayEnd.Task };
        await using var archive = await Archive.StartAsync(index: index);
        await archive.ReceiveAsync("Trams");
        await Archive.UntilAsync(() => index.IsRebuilding);

        var stopping = archive.Service.StopAsync();
        await Archive.UntilAsync(() => archive.Service.Running.IsCompletedSuccessfully);
        Assert.False(stopping.IsCompleted);
        mayEnd.SetResult();
        await stopping.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.False(index.IsRebuilding);
        Assert.True(archive.Service.Rebuilding.IsCompleted);
    }

    [Fact]
    public async Task Whoever_only_asks_finds_a_crash_made_good_and_sets_nothing_to_work()
    {
        await using var archive = await Archive.StartAsync();
        var done = (await archive.IngestAsync("Trams")).Id;
        await archive.IngestAsync("Trams on bridges");
        await archive.CloseAsync();
        string left;
        await using (var before = await Archive.StartAsync(archive.Folder, index: archive.Index, start: false))
        {
            left = (await before.ReceiveAsync("Ferries")).Id!;
            Assert.Single(before.Catalogue.TakeJobs(JobStage.Read, 1));
            before.Index.Remove(done);
            before.Index.Commit();
        }

        await using var asked = await Archive.StartAsync(archive.Folder, index: archive.Index, start: false);
        await asked.Service.StartAsync(asked: true);
        Assert.Equal(new QueueNumbers(1, 0, 1, 0, 0), asked.Catalogue.QueueNumbers());
        await asked.Service.StopAsync();
        Assert.Equal(0, asked.Extractor.Reads);
        Assert.Equal(DocumentStatus.Received, asked.Service.StatusOf(left)!.Status);
    }

    [Fact]
    public async Task Whoever_only_asks_waits_for_an_index_that_cannot_answer()
    {
        await using var archive = await Archive.StartAsync();
        var id = (await archive.IngestAsync("Trams")).Id;
        await archive.CloseAsync();

        await using var asked = await Archive.StartAsync(archive.Folder, start: false);
        await asked.Service.StartAsync(asked: true);
        await asked.Service.Rebuilding.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal([id], asked.Found("trams"));
    }

    [Fact]
    public async Task A_check_names_what_is_missing_damaged_or_foreign()
    {
        await using var archive = await Archive.StartAsync();
        async Task<string> Hash(string text) => archive.Catalogue.Find((await archive.IngestAsync(text)).Id, DocumentVisibility.Draft)!.Files[0].Sha256;
        var missing = await Hash("one");
        var damaged = await Hash("two");
        var unread = await Hash("three");
        File.Delete(archive.Service.Originals.PathOf(missing));
        await File.AppendAllTextAsync(archive.Service.Originals.PathOf(damaged), "x");
        await File.WriteAllTextAsync(archive.Service.Texts.PathOf(unread), "garbage");
        var orphan = archive.Service.Originals.PathOf(new string('a', 64));
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(orphan)!);
        await File.WriteAllTextAsync(orphan, "orphan");

        Assert.Equal(
            ["original-damaged", "original-missing", "original-orphan", "text-missing"],
            (await archive.Service.CheckAsync(hashes: true)).Select(f => f.Kind).Order());
    }

    [Fact]
    public async Task A_damaged_text_is_read_again_by_itself_when_the_index_needs_it()
    {
        await using var archive = await Archive.StartAsync();
        var id = (await archive.IngestAsync("Trams")).Id;
        await File.WriteAllTextAsync(archive.Service.Texts.PathOf(archive.Catalogue.Find(id, DocumentVisibility.Draft)!.Files[0].Sha256), "garbage");
        archive.Catalogue.Edit(id, new RecordChange { Title = "Renamed" }, "ada");
        archive.Service.Wake();
        await Archive.UntilAsync(() => archive.Extractor.Reads == 2 && archive.Found("renamed") is [_]);
    }

    [Fact]
    public async Task An_original_that_a_crash_left_without_document_is_gone_at_the_next_start()
    {
        await using var archive = await Archive.StartAsync();
        await archive.IngestAsync("kept");
        using (var incoming = await archive.Service.Originals.ReceiveAsync(new MemoryStream("never acknowledged"u8.ToArray()), 1000, default))
        {
            archive.Service.Originals.Keep(incoming);
            Assert.True(archive.Service.Originals.Holds(incoming.Sha256));
        }

        await archive.CloseAsync();
        await using var again = await Archive.StartAsync(archive.Folder);
        Assert.Single(again.Service.Originals.All());
    }

    [Fact]
    public async Task An_erased_document_is_nowhere_and_an_older_backup_erases_it_again()
    {
        const string phrase = "Quietschentchenparade";
        await using var archive = await Archive.StartAsync();
        var gone = (await archive.IngestAsync($"{phrase}\nchild: in.txt {phrase} inside", $"{phrase}.txt", new RecordChange { Summary = phrase })).Id;
        var kept = (await archive.IngestAsync("Trams")).Id;
        await archive.SettledAsync(3);
        var backup = archive.Folder + ".backup";
        await ArchiveBackup.WriteAsync(archive.Directory, archive.Catalogue, backup, default);

        Assert.Equal(2, (await archive.Service.EraseAsync(gone)).Count);
        Assert.Equal([kept], archive.Index.Ids().Keys);
        Assert.Null(archive.Service.StatusOf(gone));
        Assert.NotNull(archive.Catalogue.FindTombstone(gone, DocumentVisibility.Public));
        AssertNowhere(archive.Folder, phrase);
        await archive.CloseAsync();

        using (var directory = DataDirectory.Open(archive.Folder))
        {
            await ArchiveBackup.RestoreAsync(directory, backup, default);
        }

        AssertNowhere(archive.Folder, phrase);
        await using var again = await Archive.StartAsync(archive.Folder);
        await Archive.UntilAsync(() => again.Found("trams") is [var found] && found == kept);
        Assert.Null(again.Service.StatusOf(gone));
        Assert.Empty(await again.Service.CheckAsync(hashes: true));
        File.Delete(backup);
    }

    [Fact]
    public async Task An_erasure_that_a_crash_cut_short_leaves_nothing_in_the_catalogue_s_log_either()
    {
        const string phrase = "Quietschentchenparade";
        await using var archive = await Archive.StartAsync();
        var gone = (await archive.IngestAsync("Trams", $"{phrase}.txt", new RecordChange { Summary = phrase })).Id;
        await archive.SettledAsync(1);
        archive.Directory.Erasing = true;
        archive.Service.Originals.Disown(archive.Catalogue.PlanErasure(gone).SelectMany(e => e.Sha256));
        archive.Catalogue.Erase([gone]);

        // What a machine that stops now has on its disk.
        var crashed = archive.Folder + "-crashed";
        foreach (var file in System.IO.Directory.EnumerateFiles(archive.Folder, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "lock"))
        {
            var copy = Path.Combine(crashed, Path.GetRelativePath(archive.Folder, file));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            await using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            await using var to = File.Create(copy);
            await from.CopyToAsync(to);
        }

        await using (var again = await Archive.StartAsync(crashed))
        {
            AssertNowhere(crashed, phrase);
            Assert.False(again.Directory.Erasing);
            Assert.Empty(await again.Service.CheckAsync(hashes: true));
        }

        System.IO.Directory.Delete(crashed, recursive: true);
    }

    [Fact]
    public async Task Texts_that_an_older_version_kept_are_read_again_by_themselves_and_stay_searchable_meanwhile()
    {
        await using var archive = await Archive.StartAsync();
        var older = (await archive.IngestAsync("Trams on squares")).Id;
        await archive.IngestAsync("Trams on bridges");
        var text = archive.Service.Texts.PathOf(archive.Catalogue.Find(older, DocumentVisibility.Draft)!.Files[0].Sha256);
        await archive.CloseAsync();
        await File.WriteAllBytesAsync(text, [.. "KBTEXT"u8, 0, 1, .. "whatever it was"u8]);

        await using var again = await Archive.StartAsync(archive.Folder, index: archive.Index);
        Assert.Equal(2, again.Found("trams").Count);
        Assert.Empty(await again.Service.CheckAsync(hashes: false));
        await Archive.UntilAsync(() => again.Extractor.Reads == 1 && again.Catalogue.QueueNumbers() is { ToRead: 0, Reading: 0, ToIndex: 0 });
        Assert.Empty(await again.Service.CheckAsync(hashes: true));
        Assert.Equal(2, again.Found("trams").Count);
    }

    [Fact]
    public async Task A_backup_made_while_files_come_in_brings_another_machine_the_archive_of_that_moment()
    {
        await using var archive = await Archive.StartAsync();
        var before = (await archive.IngestAsync("Trams", metadata: new RecordChange { Title = "Before" })).Id;
        archive.Catalogue.Edit(before, new RecordChange { Year = 1999 }, "ada");
        var key = archive.Catalogue.AddKey("ada");
        var backup = archive.Folder + ".backup";
        var more = Task.WhenAll(Enumerable.Range(0, 20).Select(i => archive.ReceiveAsync($"later {i}")));
        try
        {
            await ArchiveBackup.WriteAsync(archive.Directory, archive.Catalogue, backup, default);
        }
        finally
        {
            await more;
        }

        var elsewhere = archive.Folder + "-elsewhere";
        using (var directory = DataDirectory.Open(elsewhere))
        {
            await ArchiveBackup.RestoreAsync(directory, backup, default);
        }

        await using (var other = await Archive.StartAsync(elsewhere))
        {
            await Archive.UntilAsync(() => other.Found("trams") is [var id] && id == before);
            var record = other.Catalogue.Find(before, DocumentVisibility.Public)!;
            Assert.Equal(("Before", 1999), (record.Title, record.Year));
            Assert.Equal("ada", other.Catalogue.KeyName(key));
            Assert.DoesNotContain(await other.Service.CheckAsync(hashes: true), f => f.Kind is not ("original-orphan" or "text-orphan"));
        }

        System.IO.Directory.Delete(elsewhere, recursive: true);
        File.Delete(backup);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    public async Task A_backup_that_is_cut_or_no_backup_changes_nothing(double share)
    {
        await using var archive = await Archive.StartAsync();
        var id = (await archive.IngestAsync("Trams " + new string('x', 50_000))).Id;
        var backup = archive.Folder + ".backup";
        await ArchiveBackup.WriteAsync(archive.Directory, archive.Catalogue, backup, default);
        await archive.CloseAsync();
        await File.WriteAllBytesAsync(backup, (await File.ReadAllBytesAsync(backup))[..(int)(new FileInfo(backup).Length * share)]);
        using (var directory = DataDirectory.Open(archive.Folder))
        {
            await Assert.ThrowsAsync<BackupException>(() => ArchiveBackup.RestoreAsync(directory, backup, default));
        }

        await using var again = await Archive.StartAsync(archive.Folder);
        Assert.NotNull(again.Catalogue.Find(id, DocumentVisibility.Public));
        File.Delete(backup);
    }

    [Fact]
    public void A_data_directory_opens_once()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("kb-lock-").FullName;
        using (DataDirectory.Open(folder))
        {
            Assert.Contains("in use", Assert.Throws<DataDirectoryException>(() => DataDirectory.Open(folder)).Message, StringComparison.Ordinal);
        }

        DataDirectory.Open(folder).Dispose();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task After_kills_at_random_moments_everything_acknowledged_is_there_once()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("kb-kills-").FullName;
        var report = await KillSoak.RunAsync(folder, rounds: 6, seed: 20261122, documents: 120);
        Assert.Empty(report.Faults);
        Assert.InRange(report.Kills, 3, 6);
        System.IO.Directory.Delete(folder, recursive: true);
    }

    private static void AssertNowhere(string folder, string phrase)
    {
        foreach (var file in System.IO.Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "lock"))
        {
            Assert.DoesNotContain(phrase, file, StringComparison.OrdinalIgnoreCase);
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(phrase, reader.ReadToEnd(), StringComparison.OrdinalIgnoreCase);
        }
    }
}
