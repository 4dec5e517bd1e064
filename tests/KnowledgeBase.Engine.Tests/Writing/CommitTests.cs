using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Engine.Tests.Writing;

/// <summary>The two steps of a commit, and its user data.</summary>
public class CommitTests
{
    private static readonly Dictionary<string, string> First = new() { ["by"] = "one", ["at"] = "17" }, Second = new() { ["by"] = "two" };

    [Fact]
    public void A_prepared_commit_takes_force_only_when_it_is_finished()
    {
        using var directory = new MemoryDirectory();
        using var writer = IndexWriter.Open(directory, Lines.Quiet);
        writer.Add("a");
        writer.Commit(First);
        writer.Add("b");
        writer.PrepareCommit(Second);
        Assert.Equal(["a"], Lines.Committed(directory).Keys);
        using (var before = IndexSnapshot.Open(directory)) Assert.Equal(First, before.UserData);
        writer.Add("c"); // after the first step: not of this commit
        Assert.Throws<InvalidOperationException>(() => writer.PrepareCommit());
        writer.FinishCommit();
        Assert.Equal(["a", "b"], Lines.Committed(directory).Keys);
        using (var after = IndexSnapshot.Open(directory)) Assert.Equal(Second, after.UserData);
        writer.Commit();
        Assert.Equal(["a", "b", "c"], Lines.Committed(directory).Keys);
        Lines.AssertNothingLeftOver(directory);
    }

    [Fact]
    public void A_prepared_commit_that_is_rolled_back_leaves_the_one_before()
    {
        using var directory = new MemoryDirectory();
        using (var writer = IndexWriter.Open(directory, Lines.Quiet))
        {
            writer.Add("a");
            writer.Commit(First);
            writer.Add("b");
            writer.Delete("a");
            writer.PrepareCommit(Second);
            writer.Rollback();
        }

        Lines.AssertNothingLeftOver(directory);
        using var again = IndexWriter.Open(directory, Lines.Quiet);
        Assert.Equal(First, again.UserData);
        Assert.Equal(["a"], Lines.Committed(directory).Keys);
    }

    [Fact]
    public void A_commit_without_data_keeps_what_the_last_one_had_and_without_change_makes_nothing()
    {
        using var directory = new MemoryDirectory();
        using var writer = IndexWriter.Open(directory, Lines.Quiet);
        writer.Commit(First);
        writer.Add("a");
        writer.Commit();
        using var snapshot = IndexSnapshot.Open(directory);
        Assert.Equal(First, snapshot.UserData);
        writer.Commit();
        Assert.Equal(snapshot.Generation, Generation(directory));
        writer.Commit(Second);
        Assert.Equal(snapshot.Generation + 1, Generation(directory));
    }

    [Fact]
    public void A_finish_without_a_prepared_commit_does_nothing()
    {
        using var directory = new MemoryDirectory();
        using var writer = IndexWriter.Open(directory, Lines.Quiet);
        writer.FinishCommit();
        Assert.Empty(directory.ListAll());
    }

    [Fact]
    public void What_threads_add_during_commits_is_in_one_of_them_whole()
    {
        using var directory = new MemoryDirectory();
        using (var writer = IndexWriter.Open(directory, new IndexWriterOptions { BufferDocuments = 7 }))
        {
            writer.Commit();
            var threads = Enumerable.Range(0, 3).Select(t => new Thread(() => writer.Add(t * 200, 200))).ToList();
            threads.ForEach(t => t.Start());
            var last = 0;
            while (threads.Any(t => t.IsAlive))
            {
                writer.Commit();
                var now = Lines.Committed(directory).Count;
                Assert.True(now >= last, $"{now} after {last}");
                last = now;
            }

            writer.Commit();
        }

        Assert.Equal(600, Lines.Committed(directory).Count);
        Lines.AssertNothingLeftOver(directory);
    }

    private static long Generation(IndexDirectory directory)
    {
        using var snapshot = IndexSnapshot.Open(directory);
        return snapshot.Generation;
    }
}
