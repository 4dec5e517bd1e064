using KnowledgeBase.Cli.Lucene;
using KnowledgeBase.Engine.Checking;
using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Searching;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Engine.Tests.Oracle;

/// <summary>What Java's indexes may have and ours never do: kept, passed over safely, or refused by a sentence that names it; never misread.</summary>
public sealed class ForeignFeatureTests : IDisposable
{
    private const string City = """{"fields":[{"n":"id","t":"keyword","v":"d1"},{"n":"body","t":"text","v":["old","city"]}]}""";
    private readonly string folder = Directory.CreateTempSubdirectory("foreign").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Payloads_are_read_and_survive_a_merge_of_ours()
    {
        if (JavaOracle.IsOff)
        {
            return;
        }

        string[] lines = [.. Enumerable.Range(0, 400).SelectMany(d => (string[])[
            $$"""{"fields":[{"n":"id","t":"keyword","v":"d{{d}}"},{"n":"id","t":"stored","v":"d{{d}}"},{"n":"body","t":"text","opts":"offsets","v":[["city",1,0,4,"{{d % 256:x2}}ff"],["of",1,5,7],["stone",2,8,13,"00"]]}]}""",
            .. d % 150 == 149 ? (string[])["""{"op":"flush"}"""] : []])];
        string index = Made(lines);
        GateIndex.AssertSound(index);
        GateIndex.AssertReadAlike(index);
        string before = JavaOracle.Dump("--logical", index);
        Assert.Contains("7eff", before);
        GateIndex.Build(Written(["""{"op":"merge","segments":1}"""]), index, "--open=APPEND", "--merge=tiered");
        GateIndex.AssertSound(index);
        GateIndex.AssertSame(before, JavaOracle.Dump("--logical", index));
    }

    [Fact]
    public void Term_vectors_are_passed_over_by_readers_verified_by_the_check_and_never_merged_away()
    {
        if (JavaOracle.IsOff)
        {
            return;
        }

        string index = Made(["""{"fields":[{"n":"body","t":"text","vectors":true,"v":["old","city","city"]}]}""", City]);
        GateIndex.AssertSound(index);
        GateIndex.AssertReadAlike(index);
        AssertNotWritten(index, "'body' has term vectors");
        Flip(Directory.GetFiles(index, "*.tvd").Single());
        using var directory = new FileSystemDirectory(index);
        Assert.Contains(IndexCheck.Run(directory).Findings, f => f.Part.EndsWith(".tvd", StringComparison.Ordinal));
        Assert.Contains(".tvd", Assert.Throws<IndexFormatException>(() => IndexSnapshot.Open(directory, verify: true)).Message);
    }

    [Theory]
    [InlineData("""{"n":"body","t":"stored","v":"old city"}""", "BEST_COMPRESSION")]
    [InlineData("""{"n":"page","t":"dvbin","v":"old city"}""", "BEST_COMPRESSION")]
    public void Better_compressed_fields_are_refused_by_name(string field, string named)
    {
        if (JavaOracle.IsOff)
        {
            return;
        }

        AssertRefused(Made([$$"""{"fields":[{{field}}]}"""], "--mode=BEST_COMPRESSION"), named);
    }

    [Theory]
    [InlineData("""{"n":"place","t":"points","v":[45,7]}""", "'place' has points of 2 dimensions of 8 bytes")]
    [InlineData("""{"n":"year","t":"intpoint","v":1961}""", "'year' has points of 1 dimensions of 4 bytes")]
    public void Other_points_than_single_longs_are_refused_by_name(string field, string named)
    {
        if (JavaOracle.IsOff)
        {
            return;
        }

        AssertRefused(Made([$$"""{"fields":[{{field}}]}"""]), named);
    }

    [Fact]
    public void A_sorted_index_is_refused_by_name()
    {
        if (JavaOracle.IsOff)
        {
            return;
        }

        AssertRefused(Made(["""{"fields":[{"n":"year","t":"dvnum","v":1961}]}"""], "--indexsort=year"), "sorted by fields");
    }

    [Fact]
    public void Soft_deleted_documents_are_hidden_from_readers_and_such_an_index_is_not_written_to()
    {
        if (JavaOracle.IsOff)
        {
            return;
        }

        string again = """{"op":"softupdate","term":["id","d1"],"fields":[{"n":"id","t":"keyword","v":"d1"},{"n":"body","t":"text","v":["new","city"]}]}""";
        string index = Made([City, City.Replace("d1", "d2"), """{"op":"commit"}""", again], "--softdeletes=gone");
        Assert.Equal("", JavaOracle.Check(index));
        using (var directory = new FileSystemDirectory(index))
        using (var snapshot = IndexSnapshot.Open(directory, verify: true))
        {
            Assert.Equal("", string.Join('\n', IndexCheck.Run(directory).Findings));
            Assert.Equal(2, snapshot.LiveCount);
            var searcher = new IndexSearcher(snapshot);
            Assert.Equal([1, 2], searcher.Search(new TermQuery("body", "city"), 10).Hits.Select(h => h.Doc).Order());
            Assert.Equal(1, searcher.Count(new TermQuery("body", "old")));
        }

        AssertNotWritten(index, "soft deletes");
    }

    [Fact]
    public void Updated_columns_show_their_new_values_and_such_an_index_is_not_written_to()
    {
        if (JavaOracle.IsOff)
        {
            return;
        }

        string Document(int d) => $$"""{"fields":[{"n":"id","t":"keyword","v":"d{{d}}"},{"n":"year","t":"dvnum","v":{{1900 + d}}}]}""";
        string index = Made([Document(1), Document(2), Document(3), """{"op":"commit"}""",
            """{"op":"dvupdate","term":["id","d2"],"dv":"year","v":2024}""", """{"op":"commit"}""", """{"op":"dvupdate","term":["id","d3"],"dv":"year","v":2025}"""]);
        GateIndex.AssertSound(index);
        GateIndex.AssertReadAlike(index);
        using (var directory = new FileSystemDirectory(index))
        using (var snapshot = IndexSnapshot.Open(directory, verify: true))
        {
            var column = snapshot.Segments[0].Reader.Numeric("year")!;
            Assert.Equal([1901L, 2024L, 2025L], Enumerable.Range(0, 3).Select(d => column.TryGet(d, out long year) ? year : -1));
        }

        AssertNotWritten(index, "updated columns");
        Flip(Directory.GetFiles(index, "*_2_*.dvd").Single());
        using var damaged = new FileSystemDirectory(index);
        Assert.False(IndexCheck.Run(damaged).IsSound);
        Assert.Throws<IndexFormatException>(() => IndexSnapshot.Open(damaged, verify: true));
    }

    private string Made(string[] lines, params string[] options)
    {
        string index = Path.Combine(folder, "index");
        JavaOracle.Make([.. options, Written(lines), index]);
        return index;
    }

    private string Written(string[] lines)
    {
        string file = Path.Combine(folder, "lines");
        File.WriteAllLines(file, lines);
        return file;
    }

    private static void AssertRefused(string index, string named)
    {
        using var directory = new FileSystemDirectory(index);
        Assert.Contains(named, Assert.Throws<UnsupportedIndexException>(() => IndexSnapshot.Open(directory)).Message);
        Assert.Contains(IndexCheck.Run(directory).Findings, f => f.Message.Contains(named, StringComparison.Ordinal));
        AssertNotWritten(index, named);
    }

    // Refused, and left as it was but for the lock's file.
    private static void AssertNotWritten(string index, string named)
    {
        using var directory = new FileSystemDirectory(index);
        string[] Files() => [.. directory.ListAll().Where(f => f != IndexLock.FileName).Select(f => f + Convert.ToHexString(File.ReadAllBytes(Path.Combine(index, f))))];
        string[] before = Files();
        Assert.Contains(named, Assert.Throws<UnsupportedIndexException>(() => IndexWriter.Open(directory, new IndexWriterOptions())).Message);
        Assert.Equal(before, Files());
    }

    private static void Flip(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(file, bytes);
    }
}
