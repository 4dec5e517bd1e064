using KnowledgeBase.Engine.Checking;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Engine.Tests.Writing;

/// <summary>Merges asked for and merges in the background, and what happens beside them.</summary>
public class MergingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_forced_merge_leaves_at_most_so_many_segments_and_no_document_less(int most)
    {
        using var directory = new MemoryDirectory();
        using var writer = IndexWriter.Open(directory, Lines.Quiet);
        for (var segment = 0; segment < 8; segment++)
        {
            writer.Add(segment * 10, 10);
            writer.Flush();
        }

        writer.Delete(Lines.Id(3));
        writer.ForceMerge(most);
        Assert.Equal(most, writer.SegmentCount);
        writer.Commit();
        Assert.Equal(Enumerable.Range(0, 80).Where(d => d != 3).Select(Lines.Id).Order(StringComparer.Ordinal), Lines.Committed(directory).Keys);
        Lines.AssertNothingLeftOver(directory);
    }

    [Fact]
    public void A_single_segment_with_deletions_is_rewritten_by_a_merge_to_one_and_without_them_it_is_left()
    {
        using var directory = new MemoryDirectory();
        using var writer = IndexWriter.Open(directory, Lines.Quiet);
        writer.Add(0, 20);
        writer.Commit();
        string[] before = [.. directory.ListAll().Where(f => f[0] == '_')];
        writer.ForceMerge(1);
        writer.Commit();
        Assert.Equal(before, directory.ListAll().Where(f => f[0] == '_'));
        writer.Delete(Lines.Id(7));
        writer.ForceMerge(1);
        writer.Commit();
        using var snapshot = IndexSnapshot.Open(directory);
        Assert.Equal(19, snapshot.MaxDoc);
        Assert.Empty(directory.ListAll().Intersect(before));
    }

    [Fact]
    public void Expunging_rewrites_the_segments_with_many_deletions_and_leaves_the_others()
    {
        using var directory = new MemoryDirectory();
        using var writer = IndexWriter.Open(directory, new IndexWriterOptions { MergePolicy = new MergePolicy { ExpungeDeletesPercent = 10 } });
        foreach (var (from, count) in new[] { (0, 40), (100, 40), (200, 40) })
        {
            writer.Add(from, count);
            writer.Flush();
        }

        writer.Commit();
        for (var d = 0; d < 20; d++) writer.Delete(Lines.Id(d));
        writer.Delete(Lines.Id(100)); // one of forty: under the limit
        writer.ExpungeDeletes();
        writer.Commit();
        using var snapshot = IndexSnapshot.Open(directory);
        Assert.Equal(99, snapshot.LiveCount);
        Assert.Equal([20, 40, 40], snapshot.Segments.Select(s => s.Reader.MaxDoc).Order());
        Assert.Equal([20, 39, 40], snapshot.Segments.Select(s => s.Reader.LiveCount).Order());
        Lines.AssertNothingLeftOver(directory);
    }

    [Fact]
    public void A_deleted_document_is_in_no_file_after_all_deletions_are_expunged()
    {
        using var directory = new MemoryDirectory();
        using var writer = IndexWriter.Open(directory, new IndexWriterOptions { MergePolicy = new MergePolicy { ExpungeDeletesPercent = 0 } });
        writer.Add("a", "kept");
        writer.Add("b", "erasedword");
        writer.Commit();
        Assert.Contains(directory.ListAll(), f => directory.Content(f).AsSpan().IndexOf("erasedword"u8) >= 0);
        writer.Delete("b");
        writer.ExpungeDeletes();
        writer.Commit();
        Assert.DoesNotContain(directory.ListAll(), f => directory.Content(f).AsSpan().IndexOf("erasedword"u8) >= 0);
        Assert.Equal(["a"], Lines.Committed(directory).Keys);
    }

    [Fact]
    public void Deletions_and_updates_that_arrive_during_a_merge_reach_what_it_leaves()
    {
        // The merge is held up in the middle of its writing while documents of its sources are deleted, replaced and looked at.
        using var directory = new SlowMerges();
        using var writer = IndexWriter.Open(directory, Lines.Quiet with { HeldBytes = 0 });
        for (var segment = 0; segment < 4; segment++)
        {
            writer.Add(segment * 10, 10);
            writer.Flush();
        }

        writer.Commit();
        directory.HoldUp();
        var merging = new Thread(() => writer.ForceMerge(1));
        merging.Start();
        directory.WaitUntilHeldUp();
        writer.Delete(Lines.Id(5));
        writer.Update(Lines.Id(15), "changed");
        for (var d = 30; d < 40; d++) writer.Delete(Lines.Id(d));
        using (var during = writer.Snapshot()) Assert.Equal(29, Lines.Of(during).Count);
        writer.Delete(Lines.Id(25)); // still in the log when the merge ends
        directory.LetGo();
        merging.Join();
        writer.Commit();
        var found = Lines.Committed(directory);
        Assert.Equal(Enumerable.Range(0, 30).Where(d => d is not (5 or 25)).Select(Lines.Id).Order(StringComparer.Ordinal), found.Keys);
        Assert.Equal("changed", found[Lines.Id(15)]);
        Assert.True(IndexCheck.Run(directory).IsSound);
        Lines.AssertNothingLeftOver(directory);
    }

    [Fact]
    public void A_merge_of_which_every_document_is_deleted_meanwhile_leaves_no_segment()
    {
        using var directory = new SlowMerges();
        using var writer = IndexWriter.Open(directory, Lines.Quiet with { HeldBytes = 0 });
        writer.Add("a");
        writer.Flush();
        writer.Add("b");
        writer.Commit();
        directory.HoldUp();
        var merging = new Thread(() => writer.ForceMerge(1));
        merging.Start();
        directory.WaitUntilHeldUp();
        writer.Delete("a");
        writer.Delete("b");
        directory.LetGo();
        merging.Join();
        writer.Commit();
        Assert.Equal(0, writer.SegmentCount);
        Assert.Empty(Lines.Committed(directory));
        Lines.AssertNothingLeftOver(directory);
    }

    [Fact]
    public void Threads_that_add_wait_when_merges_fall_behind()
    {
        using var directory = new MemoryDirectory();
        var policy = new MergePolicy { MergeAtOnce = 2, SegmentsPerTier = 2 };
        using var writer = IndexWriter.Open(directory, new IndexWriterOptions { BufferDocuments = 1, MergePolicy = policy });
        var most = 0;
        var threads = Enumerable.Range(0, 3).Select(t => new Thread(() =>
        {
            for (var i = 0; i < 300; i++)
            {
                writer.Add(Lines.Id((t * 300) + i));
                most = Math.Max(most, writer.SegmentCount);
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.InRange(most, 1, MergeRunner.MostSegments(policy) + 3);
        writer.Commit();
        Assert.Equal(900, Lines.Committed(directory).Count);
    }

    [Theory]
    [InlineData("merge")]
    [InlineData("expunge")]
    public void Merges_that_are_asked_for_end_though_documents_come_and_go_all_the_time(string what)
    {
        using var directory = new MemoryDirectory();
        using var writer = IndexWriter.Open(directory, new IndexWriterOptions { BufferDocuments = 5, MergePolicy = new MergePolicy { MergeAtOnce = 3, SegmentsPerTier = 3, ExpungeDeletesPercent = 0 } });
        writer.Add(0, 50);
        writer.Update("erased", "erasedword");
        writer.Commit();
        var ended = false;
        var changing = new Thread(() =>
        {
            for (var i = 0; !Volatile.Read(ref ended); i++) writer.Update(Lines.Id(i % 50), "again");
        });
        changing.Start();
        writer.Delete("erased");
        for (var i = 0; i < 5; i++)
        {
            if (what == "merge") writer.ForceMerge(1);
            else writer.ExpungeDeletes();
        }

        Volatile.Write(ref ended, true);
        changing.Join();
        writer.WaitForMerges();
        writer.Commit();
        Assert.DoesNotContain(directory.ListAll(), f => directory.Content(f).AsSpan().IndexOf("erasedword"u8) >= 0);
        Assert.Equal(50, Lines.Committed(directory).Count);
        Lines.AssertNothingLeftOver(directory);
    }

    [Fact]
    public void A_damaged_segment_is_not_copied_by_a_merge_under_a_new_checksum()
    {
        using var directory = new MemoryDirectory();
        using (var writer = IndexWriter.Open(directory, Lines.Quiet))
        {
            for (var segment = 0; segment < 2; segment++)
            {
                writer.Add(segment * 10, 10);
                writer.Flush();
            }

            writer.Commit();
        }

        var file = directory.ListAll().First(f => f.EndsWith(".fdt", StringComparison.Ordinal));
        byte[] bytes = [.. directory.Content(file)];
        bytes[bytes.Length / 2] ^= 1;
        directory.Put(file, bytes);
        using (var writer = IndexWriter.Open(directory, Lines.Quiet))
        {
            Assert.Contains(file, Assert.Throws<Engine.Format.IndexFormatException>(() => writer.ForceMerge(1)).Message);
            Assert.Throws<IOException>(() => writer.Add("a"));
        }

        Assert.Contains(file, Assert.Throws<Engine.Format.IndexFormatException>(() => IndexWriter.Open(directory, Lines.Quiet with { VerifyOnOpen = true })).Message);
    }

    [Fact]
    public void Merges_in_the_background_keep_the_number_of_segments_down()
    {
        using var directory = new MemoryDirectory();
        using var writer = IndexWriter.Open(directory, new IndexWriterOptions { BufferDocuments = 4, MergePolicy = new MergePolicy { MergeAtOnce = 4, SegmentsPerTier = 4 } });
        writer.Add(0, 600);
        writer.Commit();
        writer.WaitForMerges();
        Assert.InRange(writer.SegmentCount, 1, 30);
        writer.Commit();
        Assert.Equal(600, Lines.Committed(directory).Count);
        Lines.AssertNothingLeftOver(directory);
    }

    /// <summary>Holds up who begins the second file of a segment after it was asked to: the first goes by, so that a merge is under way.</summary>
    private sealed class SlowMerges : MemoryDirectory
    {
        private readonly ManualResetEventSlim held = new(), free = new(true);
        private Thread? other;

        public void HoldUp()
        {
            other = Thread.CurrentThread;
            held.Reset(); // set by the flushes before: the test would go on before the merge is under way
            free.Reset();
        }

        public void WaitUntilHeldUp() => held.Wait();

        public void LetGo() => free.Set();

        public override IndexOutput CreateOutput(string name)
        {
            if (Thread.CurrentThread != other && name.EndsWith(".fnm", StringComparison.Ordinal))
            {
                held.Set();
                free.Wait();
            }

            return base.CreateOutput(name);
        }
    }
}
