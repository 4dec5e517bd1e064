using System.Buffers.Binary;
using KnowledgeBase.Cli.Lucene.Soaking;
using KnowledgeBase.Engine.Checking;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Engine.Tests.Checking;

public class IndexCheckTests
{
    [Fact]
    public void An_index_after_a_random_history_is_sound()
    {
        for (var seed = 100; seed < 110; seed++)
        {
            using var directory = Made(seed);
            var result = IndexCheck.Run(directory);
            Assert.True(result.IsSound, string.Join('\n', result.Findings));
        }
    }

    [Fact]
    public void An_empty_folder_has_no_commit()
    {
        using var directory = new MemoryDirectory();
        Assert.False(IndexCheck.Run(directory).HasCommit);
    }

    [Fact]
    public void A_flipped_byte_anywhere_is_found_and_the_file_is_named()
    {
        using var directory = Made(7);
        var random = new Random(1);
        foreach (var name in directory.ListAll())
        {
            var content = directory.Content(name);
            for (var i = 0; i < 12; i++)
            {
                var damaged = content.ToArray();
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
                directory.Put(name, damaged);
                var result = IndexCheck.Run(directory);
                Assert.False(result.IsSound, name);
                Assert.Contains(result.Findings, f => (f.Part + f.Message).Contains(name, StringComparison.Ordinal));
            }
            directory.Put(name, content);
        }
    }

    [Fact]
    public void Damage_under_a_correct_checksum_ends_in_a_finding_or_is_harmless_but_never_in_a_crash()
    {
        using var directory = Made(8);
        var random = new Random(2);
        int tried = 0, found = 0;
        foreach (var name in directory.ListAll())
        {
            var content = directory.Content(name);
            for (var i = 0; i < 25; i++)
            {
                var damaged = content.ToArray();
                damaged[random.Next(damaged.Length - 16)] ^= (byte)(1 << random.Next(8));
                BinaryPrimitives.WriteInt64BigEndian(damaged.AsSpan(^8), Crc32.Compute(damaged.AsSpan(..^8)));
                directory.Put(name, damaged);
                tried++;
                if (!IndexCheck.Run(directory).IsSound) found++;
            }
            directory.Put(name, content);
        }
        Assert.True(found > tried / 2, $"{found} of {tried}");
    }

    [Fact]
    public void Impacts_that_promise_too_little_are_found_under_a_correct_checksum()
    {
        using var directory = new MemoryDirectory();
        using (var writer = IndexWriter.Open(directory, new IndexWriterOptions { MergePolicy = null }))
        {
            var document = new IndexDocument();
            for (var i = 0; i < 300; i++)
            {
                document.Clear();
                document.BeginText("body", TextOptions.Default);
                for (var n = i % 7; n >= 0; n--) document.AddToken("city"u8);
                writer.AddDocument(document);
            }
            writer.Commit();
        }
        Assert.True(IndexCheck.Run(directory).IsSound);
        var name = directory.ListAll().Single(f => f.EndsWith(".doc", StringComparison.Ordinal));
        var content = directory.Content(name).ToArray();
        // The pairs (1, 1) to (7, 7) are one step each: seven bytes of zero, after their number. With a first step of two
        // in length the same bytes say (1, 2) to (6, 7), less than most documents have.
        var at = content.AsSpan().LastIndexOf(new byte[] { 7, 0, 0, 0, 0, 0, 0, 0 });
        Assert.True(at > 0);
        new byte[] { 7, 1, 2, 0, 0, 0, 0, 0 }.CopyTo(content, at);
        BinaryPrimitives.WriteInt64BigEndian(content.AsSpan(^8), Crc32.Compute(content.AsSpan(..^8)));
        directory.Put(name, content);
        var result = IndexCheck.Run(directory);
        Assert.Contains(result.Findings, f => f.Message.Contains("impacts", StringComparison.Ordinal));
    }

    private static MemoryDirectory Made(int seed)
    {
        var directory = new MemoryDirectory();
        using var writer = IndexWriter.Open(directory, RandomHistory.Options);
        var history = new RandomHistory(seed);
        for (var i = 0; i < 120; i++) history.Step(writer);
        history.Commit(writer);
        return directory;
    }
}
