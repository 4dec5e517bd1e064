using System.Globalization;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Searching;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Engine.Tests.Oracle;

/// <summary>
/// What guards the engine's exactness: indexes written by it and by Java from the same lines are sound to both, read the same by both, and give the same
/// hits, order and bits of scores in full and pruned searches.
/// </summary>
public class GateTests
{
    [Theory]
    [InlineData(1, 900, 0, "--ramMB=64", 10)]
    [InlineData(2, 500, 60, "--ramMB=64", 10)]
    [InlineData(3, 260, 9, "--perSegment=25", 3)]
    [InlineData(4, 700, 0, "--perSegment=130", 100)]
    [InlineData(5, 1400, 300, "--ramMB=64", 1)]
    [InlineData(6, 40, 4, "--perSegment=2", 10)]
    public void Random_indexes_and_queries_agree(int seed, int documents, int flushEvery, string segments, int k)
    {
        if (JavaOracle.IsOff)
        {
            return;
        }

        using var index = new GateIndex(new GateCorpus(seed, documents, flushEvery).Lines, segments);
        Agree(index);
        index.AssertSearchedAlike(new GateQueries(seed).Some(400), k);
    }

    [Fact]
    public void Terms_in_exactly_so_many_blocks_of_documents_agree()
    {
        if (JavaOracle.IsOff)
        {
            return;
        }

        // Terms in the first n documents, n around multiples of a block and of the skip levels; each with many positions here and there.
        int[] sizes = [1, 127, 128, 129, 255, 256, 257, 384, 1023, 1024, 1025, 1152, 2048];
        var random = new Random(9);
        var lines = new List<string>();
        for (int d = 0; d < 2048; d++)
        {
            var words = sizes.Where(n => d < n).SelectMany(n => Enumerable.Repeat($"\"n{n}\"", d % 50 == 0 ? random.Next(1, 40) : 1)).Append("\"every\"").OrderBy(_ => random.Next());
            string offsets = string.Join(',', sizes.Where(n => d < n).Select(n => $"[\"n{n}\",1,{n},{n + 5},\"{n % 256:x2}\"]"));
            string text = string.Join(',', words);
            lines.Add($$"""{"fields":[{"n":"id","t":"keyword","v":"d{{d}}"},{"n":"id","t":"stored","v":"d{{d}}"},{"n":"body","t":"text","v":[{{text}}]},{"n":"freqs","t":"text","opts":"freqs","v":[{{text}}]},{"n":"only","t":"text","opts":"docs","v":[{{text}}]},{"n":"off","t":"text","opts":"offsets","v":[{{(offsets.Length > 0 ? offsets : "\"x\"")}}]}]}""");
        }

        var queries = new List<string>();
        foreach (int n in sizes)
        {
            queries.AddRange(from field in new[] { "body", "freqs", "only", "off" } select $"(term {field} n{n})");
            queries.Add($"(and (term body n{n}) (term freqs n{sizes[random.Next(sizes.Length)]}))");
            queries.Add($"(or (term body n{n}) (term only n{sizes[random.Next(sizes.Length)]}) (term freqs every))");
            queries.Add($"(phrase body slop={random.Next(3)} n{n} n{sizes[random.Next(sizes.Length)]})");
            queries.Add($"(bool (must (term body every)) (should (term body n{n})) (not (term only n128)))");
        }

        using var index = new GateIndex(lines);
        Agree(index);
        index.AssertSearchedAlike(queries, 10);
    }

    [Fact]
    public void Lists_of_300_000_documents_agree()
    {
        if (JavaOracle.IsOff)
        {
            return;
        }

        using var index = new GateIndex(Long(300_000));
        GateIndex.AssertSound(index.Ours);
        var random = new Random(5);
        string[] terms = ["all", "half", "tenth", "rare", "early", "late"];
        string Term() => $"(term {(random.Next(3) == 0 ? "freqs" : "body")} {terms[random.Next(terms.Length)]})";
        var queries = terms.Select(t => $"(term body {t})").ToList();
        for (int i = 0; i < 60; i++)
        {
            queries.Add(random.Next(5) switch
            {
                0 => $"(and {Term()} {Term()})",
                1 => $"(bool (must {Term()}) (should {Term()}) (filter {Term()}))",
                2 => $"(bool (should {Term()}) (should {Term()}) (not {Term()}))",
                3 => $"(phrase body slop={random.Next(2)} {terms[random.Next(terms.Length)]} all)",
                _ => $"(or {Term()} {Term()} {Term()})",
            });
        }

        index.AssertSearchedAlike(queries, 10);
    }

    [Fact]
    public void Java_continues_an_index_of_ours_and_we_one_of_Javas()
    {
        if (JavaOracle.IsOff)
        {
            return;
        }

        using var index = new GateIndex(new GateCorpus(21, 300, 40).Lines);
        var more = new GateCorpus(22, 200, 50, first: 300).Lines.ToList();
        more.AddRange(Enumerable.Range(0, 60).Select(i => GateCorpus.Delete("id", $"d{i * 7}")));
        more.Add("""{"op":"commit","user":{"by":"the other"}}""");
        string append = index.Written(more);
        JavaOracle.Make("--open=APPEND", append, index.Ours);
        GateIndex.Build(append, index.Java, "--open=APPEND");
        Agree(index);
        index.AssertSearchedAlike(new GateQueries(21).Some(150), 10);

        string before = ByIdentity.Of(GateIndex.OurDump("--logical", index.Ours));
        string merge = index.Written([.. Enumerable.Range(0, 20).Select(i => GateCorpus.Delete("place", $"p{i}")), """{"op":"merge","segments":1}"""]);
        JavaOracle.Make("--open=APPEND", "--merge=tiered", merge, index.Ours);
        GateIndex.Build(merge, index.Java, "--open=APPEND", "--merge=tiered");
        foreach (string merged in new[] { index.Ours, index.Java })
        {
            GateIndex.AssertSound(merged);
            GateIndex.AssertReadAlike(merged);
            using var directory = new FileSystemDirectory(merged);
            using var snapshot = IndexSnapshot.Open(directory);
            Assert.Single(snapshot.Segments);
            Assert.Equal(snapshot.MaxDoc, snapshot.LiveCount);
        }

        GateIndex.AssertSame(ByIdentity.Of(GateIndex.OurDump("--logical", index.Java)), ByIdentity.Of(GateIndex.OurDump("--logical", index.Ours)));
        Assert.NotEqual(before, ByIdentity.Of(GateIndex.OurDump("--logical", index.Ours)));
    }

    [Fact]
    public void Many_merges_by_size_lose_nothing_against_Javas()
    {
        if (JavaOracle.IsOff)
        {
            return;
        }

        using var index = new GateIndex(new GateCorpus(31, 900, 15).Lines.Append("""{"op":"expunge"}"""), "--merge=tiered", "--perSegment=20");
        GateIndex.AssertSound(index.Ours);
        GateIndex.AssertReadAlike(index.Ours);
        GateIndex.AssertReadAlike(index.Java);
        GateIndex.AssertSame(ByIdentity.Of(JavaOracle.Dump("--logical", index.Java)), ByIdentity.Of(JavaOracle.Dump("--logical", index.Ours)));
    }

    [Theory]
    [InlineData("--merge=none")]
    [InlineData("--merge=tiered")]
    public void Compound_files_of_ours_are_to_Java_as_its_own(string merges)
    {
        if (JavaOracle.IsOff)
        {
            return;
        }

        using var index = new GateIndex(new GateCorpus(43, 300).Lines, "--cfs=true", "--perSegment=30", merges);
        Assert.NotEmpty(Directory.GetFiles(index.Ours, "*.cfs"));
        Assert.Empty(Directory.GetFiles(index.Ours, "*.doc"));
        GateIndex.AssertSound(index.Ours);
        GateIndex.AssertReadAlike(index.Ours);
        GateIndex.AssertSame(ByIdentity.Of(JavaOracle.Dump("--logical", index.Java)), ByIdentity.Of(JavaOracle.Dump("--logical", index.Ours)));
    }

    [Fact]
    public void Javas_compound_files_are_read()
    {
        if (JavaOracle.IsOff)
        {
            return;
        }

        using var index = new GateIndex(["""{"fields":[]}"""]);
        JavaOracle.Make("--cfs=true", "--merge=tiered", "--perSegment=40", index.Written(new GateCorpus(41, 200).Lines), index.Java);
        Assert.NotEmpty(Directory.GetFiles(index.Java, "*.cfs"));
        GateIndex.AssertSound(index.Java);
        GateIndex.AssertReadAlike(index.Java);
    }

    [Fact]
    public void A_writer_of_ours_keeps_Javas_out_and_opens_when_it_is_gone()
    {
        if (JavaOracle.IsOff)
        {
            return;
        }

        using var index = new GateIndex(new GateCorpus(71, 20).Lines);
        string more = index.Written(new GateCorpus(72, 10, first: 20).Lines);
        using (var directory = new FileSystemDirectory(index.Ours))
        using (IndexWriter.Open(directory, new IndexWriterOptions()))
        {
            Assert.Contains("LockObtainFailedException", Assert.Throws<InvalidOperationException>(() => JavaOracle.Make("--open=APPEND", more, index.Ours)).Message);
        }

        JavaOracle.Make("--open=APPEND", more, index.Ours);
        GateIndex.AssertSound(index.Ours);
    }

    [Theory]
    [InlineData("rank", "long")]
    [InlineData("size", "long")]
    [InlineData("city", "string")]
    [InlineData("district", "string")]
    public void Sorting_by_a_column_agrees(string field, string type)
    {
        if (JavaOracle.IsOff)
        {
            return;
        }

        using var index = new GateIndex(new GateCorpus(51, 400, 60).Lines);
        var queries = new GateQueries(51).Some(60).Append("(all)").ToList();
        string file = index.Written(queries);
        using var directory = new FileSystemDirectory(index.Ours);
        using var snapshot = IndexSnapshot.Open(directory);
        var searcher = new IndexSearcher(snapshot);
        foreach (bool descending in new[] { false, true })
        {
            var truth = JavaOracle.Search($"--sort={(descending ? "-" : "")}{field}:{type}", "--k=25", index.Java, file).Split('\n').Where(l => l.StartsWith('H') || l.StartsWith('Q'));
            var found = queries.SelectMany((q, i) => searcher.Search(new SearchRequest(Cli.Lucene.QueryParser.Parse(q)) { Top = 25, Sort = new SortOrder(field, descending) }).Top.Hits
                .Select((h, r) => string.Create(CultureInfo.InvariantCulture, $"H\t{r + 1}\t{h.Doc}\t-\tNaN")).Prepend($"Q\t{i + 1}\t{q}"));
            GateIndex.AssertSame(string.Join('\n', truth), string.Join('\n', found));
        }
    }

    [Fact]
    public void An_explanation_has_the_score_of_the_hit()
    {
        if (JavaOracle.IsOff)
        {
            return;
        }

        using var index = new GateIndex(new GateCorpus(61, 300, 60).Lines);
        using var directory = new FileSystemDirectory(index.Ours);
        using var snapshot = IndexSnapshot.Open(directory);
        var searcher = new IndexSearcher(snapshot);
        int explained = 0;
        foreach (string line in new GateQueries(61).Some(200))
        {
            var query = Cli.Lucene.QueryParser.Parse(line);
            foreach (var hit in searcher.Search(query, 5, int.MaxValue).Hits)
            {
                var why = searcher.Explain(query, hit.Doc);
                Assert.True(why is not null && BitConverter.SingleToInt32Bits(why.Value) == BitConverter.SingleToInt32Bits(hit.Score), $"{line}\n{hit}\n{why}");
                explained++;
            }
        }

        Assert.True(explained > 300, $"{explained}");
    }

    private static void Agree(GateIndex index)
    {
        GateIndex.AssertSound(index.Ours);
        GateIndex.AssertSound(index.Java);
        GateIndex.AssertSame(JavaOracle.Dump("--logical", index.Java), JavaOracle.Dump("--logical", index.Ours));
        GateIndex.AssertReadAlike(index.Ours);
        GateIndex.AssertReadAlike(index.Java);
    }

    private static IEnumerable<string> Long(int documents)
    {
        for (int d = 0; d < documents; d++)
        {
            string words = "\"all\""
                + (d % 2 == 0 ? ",\"half\"" : "") + (d % 10 == 3 ? ",\"tenth\",\"tenth\"" : "") + (d % 9973 == 0 ? ",\"rare\",\"all\",\"all\"" : "")
                + (d < 30_000 ? ",\"early\"" : "") + (d > documents - 5000 ? ",\"late\"" : "") + (d % 7919 == 5 ? string.Concat(Enumerable.Repeat(",\"half\",\"all\"", 20)) : "");
            yield return $$"""{"fields":[{"n":"body","t":"text","v":[{{words}}]},{"n":"freqs","t":"text","opts":"freqs","norms":false,"v":[{{words}}]}]}""";
        }
    }
}
