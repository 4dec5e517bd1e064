using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Tests.Writing;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Engine.Tests.Storage;

public class HeldFilesTests
{
    [Fact]
    public void A_small_segment_reaches_the_disk_with_the_commit_that_names_it_and_not_before()
    {
        using var disk = new MemoryDirectory();
        using var writer = IndexWriter.Open(disk, Lines.Quiet);
        writer.Add("a");
        using (var view = writer.Snapshot()) Assert.Equal(["a"], Lines.Of(view).Keys);
        Assert.Empty(disk.ListAll());
        writer.Commit();
        Assert.Equal(["a"], Lines.Committed(disk).Keys);
        Lines.AssertNothingLeftOver(disk);
    }

    [Fact]
    public void What_was_merged_before_a_commit_never_reaches_the_disk_and_an_open_view_keeps_it()
    {
        using var disk = new MemoryDirectory();
        using var writer = IndexWriter.Open(disk, Lines.Quiet);
        writer.Add("a");
        using var early = writer.Snapshot();
        writer.Add("b");
        writer.ForceMerge(1);
        writer.Commit();
        Assert.DoesNotContain(disk.ListAll(), f => f.StartsWith("_0", StringComparison.Ordinal));
        Assert.Equal(["a"], Lines.Of(early).Keys);
        Assert.Equal(["a", "b"], Lines.Committed(disk).Keys);
    }

    [Fact]
    public void No_more_is_held_than_was_said()
    {
        using var disk = new MemoryDirectory();
        using var writer = IndexWriter.Open(disk, Lines.Quiet with { HeldBytes = 1 << 18 });
        for (int segment = 0; segment < 80; segment++)
        {
            writer.Add(segment * 30, 30);
            writer.Flush();
        }

        Assert.NotEmpty(disk.ListAll());
        writer.Commit();
        Assert.Equal(2400, Lines.Committed(disk).Count);
        Lines.AssertNothingLeftOver(disk);
    }

    [Fact]
    public void A_writer_given_up_leaves_nothing_of_what_it_held()
    {
        using var disk = new MemoryDirectory();
        using (var writer = IndexWriter.Open(disk, Lines.Quiet))
        {
            writer.Add("a");
            writer.Flush();
        }

        Assert.Empty(disk.ListAll());
    }
}
