using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;
using KnowledgeBase.Engine.Writing.Buffering;

namespace KnowledgeBase.Engine.Tests.Writing;

/// <summary>The writer's smaller parts, each by itself.</summary>
public class WriterPartsTests
{
    [Fact]
    public void A_file_goes_when_the_last_who_needs_it_lets_go_and_not_before()
    {
        using var directory = new MemoryDirectory();
        foreach (var name in (string[])["_0.a", "_0.b", "_1.a"]) directory.Put(name, [1]);
        var references = new FileReferences(directory);
        references.Add(["_0.a", "_0.b"]);
        references.Add(["_0.a"]);
        references.Release(["_0.a", "_0.b"]);
        Assert.Equal(["_0.a", "_1.a"], directory.ListAll());
        references.Discard(["_0.a", "_1.a", "_2.a"]); // needed by one, by none, not there
        Assert.Equal(["_0.a"], directory.ListAll());
        references.Release(["_0.a"]);
        Assert.Empty(directory.ListAll());
    }

    [Fact]
    public void A_file_that_cannot_be_removed_now_is_removed_with_the_next()
    {
        using var directory = new Stubborn();
        directory.Put("_0.a", [1]);
        directory.Put("_0.b", [1]);
        var references = new FileReferences(directory);
        references.Add(["_0.a", "_0.b"]);
        directory.Refuses = true;
        references.Release(["_0.a"]);
        Assert.Equal(["_0.a", "_0.b"], directory.ListAll());
        directory.Refuses = false;
        references.Release(["_0.b"]);
        Assert.Empty(directory.ListAll());
    }

    [Fact]
    public void Deletions_are_numbered_with_the_documents_and_kept_until_they_were_applied()
    {
        var log = new DeleteLog();
        Assert.Equal(1, log.Next());
        Assert.Equal(2, log.Add("id", "a"u8));
        Assert.Equal(3, log.Next());
        Assert.Equal(4, log.Add("id", "a"u8));
        var packets = log.Freeze();
        Assert.Equal(4, Assert.Single(packets).LastSequence);
        Assert.Equal(4, packets[0].Fields["id"].Sequences[0]);
        log.Add("id", "b"u8);
        Assert.Equal(2, log.Freeze().Length);
        log.Forget(packets);
        Assert.Equal(5, Assert.Single(log.Freeze()).LastSequence);
        Assert.False(log.IsEmpty);
    }

    [Fact]
    public void Who_needs_all_buffers_waits_for_those_that_are_out_and_nobody_gets_one_meanwhile()
    {
        var sync = new object();
        var pool = new BufferPool(sync, () => new SegmentBuffer(new Schema(), Lines.Quiet));
        var buffer = pool.Lease();
        buffer.Add(Lines.Document("a"), 1);
        List<SegmentBuffer>? taken = null;
        using var taking = new ManualResetEventSlim();
        var all = new Thread(() => taken = pool.TakeAll(taking.Set));
        all.Start();
        Assert.False(taking.IsSet);
        pool.Return(buffer);
        all.Join();
        Assert.Same(buffer, Assert.Single(taken!));
        Assert.True(pool.IsEmpty);
        var next = pool.Lease();
        Assert.NotSame(buffer, next);
        pool.Return(next);
        Assert.Same(next, pool.Lease());
    }

    [Fact]
    public void A_field_keeps_its_number_and_its_options()
    {
        var schema = new Schema();
        var number = schema.UseText("body", TextOptions.Default);
        Assert.Equal(number, schema.UseText("body", TextOptions.Default));
        Assert.Equal(number, schema.UseColumn("body", DocValuesType.Numeric));
        Assert.NotEqual(number, schema.UsePoints("year"));
        Assert.Throws<ArgumentException>(() => schema.UseText("body", TextOptions.Keyword));
        Assert.Throws<ArgumentException>(() => schema.UseColumn("body", DocValuesType.Sorted));
        schema.Learn(new FieldInfo { Name = "taken", Number = number });
        Assert.NotEqual(number, schema.Number("taken"));
    }

    [Fact]
    public void A_document_that_breaks_the_rules_is_refused_and_the_writer_goes_on()
    {
        using var directory = new MemoryDirectory();
        using var writer = IndexWriter.Open(directory, Lines.Quiet);
        writer.Add("a");
        var other = new IndexDocument();
        other.AddKeyword("body", "one term");
        Assert.Throws<ArgumentException>(() => writer.AddDocument(other));
        writer.Add("b");
        writer.Commit();
        Assert.Equal(["a", "b"], Lines.Committed(directory).Keys);
    }

    [Fact]
    public void After_a_failure_a_writer_takes_nothing_more_and_the_next_goes_on_from_the_last_commit()
    {
        using var directory = new Stubborn();
        using (var writer = IndexWriter.Open(directory, Lines.Quiet))
        {
            writer.Add("a");
            writer.Commit();
            writer.Add("b");
            directory.Refuses = true;
            Assert.Throws<IOException>(() => writer.Commit());
            directory.Refuses = false;
            Assert.Contains("open the index again", Assert.Throws<IOException>(() => writer.Add("c")).Message);
            Assert.Throws<IOException>(() => writer.Commit());
        }

        using var again = IndexWriter.Open(directory, Lines.Quiet);
        again.Add("d");
        again.Commit();
        Assert.Equal(["a", "d"], Lines.Committed(directory).Keys);
        Lines.AssertNothingLeftOver(directory);
    }

    [Fact]
    public void Equal_segments_are_merged_together_and_a_large_one_is_left_alone()
    {
        var policy = new MergePolicy { MergeAtOnce = 4, SegmentsPerTier = 4, FloorBytes = 1 << 10, MaxMergedBytes = 1 << 20 };
        MergeCandidate Of(int n, long bytes, int deleted = 0) => new("_" + n, bytes, 100, deleted);
        var merging = new HashSet<string>();
        Assert.Empty(policy.FindMerges([.. Enumerable.Range(0, 3).Select(n => Of(n, 5000))], merging));
        var large = Of(99, 900 << 10);
        var found = policy.FindMerges([large, .. Enumerable.Range(0, 12).Select(n => Of(n, 5000))], merging);
        Assert.NotEmpty(found);
        Assert.All(found, m => Assert.InRange(m.Count, 2, 4));
        Assert.DoesNotContain(found, m => m.Contains("_99"));
        merging.UnionWith(Enumerable.Range(0, 12).Select(n => "_" + n));
        Assert.Empty(policy.FindMerges([large, .. Enumerable.Range(0, 12).Select(n => Of(n, 5000))], merging));
    }

    private sealed class Stubborn : MemoryDirectory
    {
        public bool Refuses { get; set; }

        public override void Delete(string name)
        {
            if (Refuses) throw new IOException("not now");
            base.Delete(name);
        }

        public override void Sync(IReadOnlyCollection<string> names)
        {
            if (Refuses) throw new IOException("not now");
            base.Sync(names);
        }
    }
}
