using System.Diagnostics;

namespace KnowledgeBase.Ingestion.Tests;

public class FullDisk
{
    [Fact]
    public async Task A_full_disk_refuses_with_a_sentence_and_loses_nothing_it_acknowledged()
    {
        var folder = Directory.CreateTempSubdirectory("kb-full-").FullName;
        if (Environment.UserName != "root" || !Ran("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", folder))
        {
            Directory.Delete(folder);
            return; // Only root can make a small disk.
        }

        try
        {
            var kept = new List<string>();
            var random = new Random(1);
            await using (var archive = await Archive.StartAsync(folder))
            {
                var refused = await Assert.ThrowsAnyAsync<IOException>(async () =>
                {
                    for (var i = 0; i < 1000; i++)
                    {
                        var noise = new byte[60_000];
                        random.NextBytes(noise);
                        kept.Add((await archive.ReceiveAsync($"number{i} " + Convert.ToBase64String(noise), priority: Catalogue.JobPriority.Bulk)).Id!);
                    }
                });
                Assert.DoesNotContain("Exception", refused.Message, StringComparison.Ordinal);
                Assert.NotEmpty(kept);
            }

            Assert.True(Ran("mount", "-o", "remount,size=64m", folder));
            await using (var again = await Archive.StartAsync(folder))
            {
                kept.ForEach(again.Service.Retry);
                await Archive.UntilAsync(() => again.Index.Ids().Count == kept.Count);
                await again.SettledAsync(kept.Count);
                Assert.All(kept, id => Assert.Equal(DocumentStatus.Indexed, again.Service.StatusOf(id)!.Status));
                Assert.Empty(await again.Service.CheckAsync(hashes: true));
            }
        }
        finally
        {
            Ran("umount", "-l", folder);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_reading_that_fails_on_a_full_disk_is_no_fault_of_the_document_however_often()
    {
        var folder = Directory.CreateTempSubdirectory("kb-full-").FullName;
        if (Environment.UserName != "root" || !Ran("mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", folder))
        {
            Directory.Delete(folder);
            return; // Only root can make a small disk.
        }

        try
        {
            var clock = new ManualClock();
            await using var archive = await Archive.StartAsync(folder, clock);
            var id = (await archive.ReceiveAsync("outcome: Corrupt")).Id!;
            await Archive.UntilAsync(() =>
            {
                clock.Advance(TimeSpan.FromMinutes(5));
                return archive.Extractor.Reads > new IngestionOptions().MostAttempts + 2;
            });
            Assert.Equal(DocumentStatus.Received, archive.Service.StatusOf(id)!.Status);
            Assert.True(Ran("mount", "-o", "remount,size=200m", folder));
            await Archive.UntilAsync(() =>
            {
                clock.Advance(TimeSpan.FromMinutes(5));
                return archive.Service.StatusOf(id)!.Status == DocumentStatus.Failed;
            });
            Assert.Equal("It says Corrupt.", archive.Service.StatusOf(id)!.Reason);
        }
        finally
        {
            Ran("umount", "-l", folder);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool Ran(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
            process!.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
