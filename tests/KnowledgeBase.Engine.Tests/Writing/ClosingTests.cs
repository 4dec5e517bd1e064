using KnowledgeBase.Engine.Checking;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Engine.Tests.Writing;

/// <summary>A writer closed or given up while threads are at work with it.</summary>
public class ClosingTests
{
    private static readonly IndexWriterOptions Busy = new() { BufferDocuments = 5, MergePolicy = new MergePolicy { MergeAtOnce = 3, SegmentsPerTier = 3 } };

    [Fact]
    public void Closed_under_load_it_keeps_what_was_committed_and_leaves_nothing_behind()
    {
        for (var round = 0; round < 15; round++)
        {
            using var directory = new MemoryDirectory();
            using var writer = IndexWriter.Open(directory, Busy);
            var acknowledged = Load(writer, round, () => writer.Dispose());
            Lines.AssertNothingLeftOver(directory);
            Assert.True(Lines.Committed(directory).Count >= acknowledged, $"round {round}");
            Assert.True(acknowledged == 0 || IndexCheck.Run(directory).IsSound);
            using var again = IndexWriter.Open(directory, Busy);
            again.Add("later");
            again.Commit();
            Assert.Contains("later", Lines.Committed(directory).Keys);
        }
    }

    [Fact]
    public void A_prepared_commit_given_up_under_load_leaves_the_one_before_it()
    {
        for (var round = 0; round < 10; round++)
        {
            using var directory = new MemoryDirectory();
            using var writer = IndexWriter.Open(directory, Busy);
            writer.Add("first");
            writer.Commit();
            writer.Add("second");
            writer.PrepareCommit();
            Load(writer, round, writer.Rollback, committing: false);
            Assert.Equal(["first"], Lines.Committed(directory).Keys);
            Lines.AssertNothingLeftOver(directory);
        }
    }

    [Fact]
    public void What_comes_after_the_end_is_refused_and_a_second_end_does_nothing()
    {
        using var directory = new MemoryDirectory();
        var writer = IndexWriter.Open(directory, Busy);
        writer.Dispose();
        writer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => writer.Add("a"));
        Assert.Throws<ObjectDisposedException>(() => writer.Delete("a"));
        Assert.Throws<ObjectDisposedException>(() => writer.Commit());
        Assert.Throws<ObjectDisposedException>(() => writer.Snapshot());
        Assert.Throws<ObjectDisposedException>(() => writer.ForceMerge(1));
        Assert.Throws<ObjectDisposedException>(writer.Flush);
    }

    // Threads add, delete, look and merge until the writer is closed under them; each must meet that as a closed writer and as nothing else.
    private static int Load(IndexWriter writer, int seed, Action end, bool committing = true)
    {
        Exception? wrong = null;
        int added = 0, acknowledged = 0;
        using var going = new CountdownEvent(60 + (17 * (seed % 5)));
        void Until(Action work)
        {
            try
            {
                while (true) work();
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (Exception e)
            {
                wrong = e;
            }
        }

        Action[] works =
        [
            () =>
            {
                writer.Add(Lines.Id(Interlocked.Increment(ref added)));
                if (!going.IsSet) going.Signal();
            },
            () => writer.Add("x" + Interlocked.Increment(ref added)),
            () => writer.Delete("x" + (added / 2)),
            () => writer.Snapshot().Dispose(),
            () => writer.ForceMerge(2),
            () =>
            {
                if (!committing)
                {
                    writer.Flush();
                    return;
                }

                writer.Commit();
                acknowledged = Math.Max(acknowledged, 1);
            },
        ];
        var threads = works.Select(w => new Thread(() => Until(w))).ToList();
        threads.ForEach(t => t.Start());
        going.Wait();
        end();
        threads.ForEach(t => t.Join());
        Assert.Null(wrong);
        return acknowledged;
    }
}
