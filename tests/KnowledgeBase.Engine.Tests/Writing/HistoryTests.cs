using KnowledgeBase.Cli.Lucene.Soaking;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Engine.Tests.Writing;

public class HistoryTests
{
    [Fact]
    public void After_any_history_a_snapshot_and_a_reopened_index_hold_what_a_naive_model_holds()
    {
        for (var seed = 1; seed <= 25; seed++)
        {
            using var directory = new MemoryDirectory();
            var history = new RandomHistory(seed);
            for (var life = 0; life < 3; life++)
            {
                using (var writer = IndexWriter.Open(directory, RandomHistory.Options))
                {
                    for (var step = 0; step < 60; step++)
                    {
                        history.Step(writer);
                        if (step % 13 != 0) continue;
                        using var view = writer.Snapshot();
                        Assert.True(RandomHistory.Same(history.Now, RandomHistory.Read(view)), $"seed {seed}, life {life}, step {step}");
                    }
                }
                if (!directory.ListAll().Any(f => f.StartsWith("segments_", StringComparison.Ordinal))) continue;
                using var snapshot = IndexSnapshot.Open(directory);
                Assert.True(RandomHistory.Same(history.Committed, RandomHistory.Read(snapshot)), $"seed {seed}, life {life}");
                history.Reopened(RandomHistory.Read(snapshot));
            }
            AssertNoLeftovers(directory);
        }
    }

    [Fact]
    public void Power_cuts_and_disk_faults_at_any_call_lose_nothing_acknowledged()
    {
        for (var seed = 1; seed <= 100; seed++) DiskSoak.History(seed);
    }

    [Fact]
    public void A_snapshot_keeps_showing_its_moment_while_documents_come_and_go()
    {
        using var directory = new MemoryDirectory();
        using var writer = IndexWriter.Open(directory, RandomHistory.Options);
        var history = new RandomHistory(5);
        for (var i = 0; i < 50; i++) history.Step(writer);
        using var view = writer.Snapshot();
        var then = new Dictionary<string, string[]>(history.Now);
        for (var i = 0; i < 100; i++) history.Step(writer);
        writer.ForceMerge(1);
        Assert.True(RandomHistory.Same(then, RandomHistory.Read(view)));
    }

    [Fact]
    public async Task Several_threads_with_background_merges_and_commits_lose_and_double_nothing()
    {
        using var directory = new MemoryDirectory();
        var options = new IndexWriterOptions { BufferDocuments = 20, MergePolicy = new MergePolicy { MergeAtOnce = 3, SegmentsPerTier = 3 } };
        using (var writer = IndexWriter.Open(directory, options))
        {
            var threads = Enumerable.Range(0, 4).Select(t => Task.Factory.StartNew(() => Work(writer, t), TaskCreationOptions.LongRunning)).ToList();
            for (var i = 0; i < 10; i++)
            {
                writer.Commit();
                using var view = writer.Snapshot();
                RandomHistory.Read(view);
            }
            await Task.WhenAll(threads);
            writer.WaitForMerges();
            writer.Commit();
        }
        using var snapshot = IndexSnapshot.Open(directory);
        var found = RandomHistory.Read(snapshot);
        // Each thread adds 300, replaces every third once more, and deletes every tenth.
        Assert.Equal(4 * 270, found.Count);
        Assert.All(found, d => Assert.Equal(int.Parse(d.Key[2..], System.Globalization.CultureInfo.InvariantCulture) % 3 == 0 ? "again" : "once", d.Value[0]));
        AssertNoLeftovers(directory);
    }

    private static void Work(IndexWriter writer, int thread)
    {
        var document = new IndexDocument();
        for (var i = 0; i < 300; i++)
        {
            var id = $"{thread}_{i}";
            Fill(document, id, "once");
            writer.AddDocument(document);
            if (i % 3 == 0)
            {
                Fill(document, id, "again");
                writer.UpdateDocument("id", System.Text.Encoding.UTF8.GetBytes(id), document);
            }
            if (i % 10 == 9) writer.DeleteDocuments("id", System.Text.Encoding.UTF8.GetBytes(id));
        }
    }

    private static void Fill(IndexDocument document, string id, string word)
    {
        document.Clear();
        document.AddKeyword("id", id);
        document.AddStored("id", id);
        document.AddStored("words", word);
        document.BeginText("body", TextOptions.Default);
        document.AddToken(System.Text.Encoding.UTF8.GetBytes(word));
        document.AddNumericDocValue("length", 1);
    }

    private static void AssertNoLeftovers(MemoryDirectory directory)
    {
        if (!directory.ListAll().Any(f => f.StartsWith("segments_", StringComparison.Ordinal))) return;
        var commit = KnowledgeBase.Engine.Format.Commits.CommitReader.ReadNewest(directory)!;
        var named = commit.Segments.SelectMany(s => s.Files).Append("segments_" + KnowledgeBase.Engine.Format.Base36.Of(commit.Generation)).Order(StringComparer.Ordinal);
        Assert.Equal(named, directory.ListAll());
    }
}
