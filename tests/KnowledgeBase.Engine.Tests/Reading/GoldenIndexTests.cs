using System.Runtime.CompilerServices;
using KnowledgeBase.Cli.Lucene;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Searching;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Tests.Reading;

/// <summary>An index that Java Lucene made must open for ever, and mean what it meant. Beside it lie the lines it was made of, its dump and the hits of some queries.</summary>
public class GoldenIndexTests
{
    private static readonly string Golden = Path.Combine(Here(), "..", "golden");

    [Fact]
    public void An_index_made_by_Java_reads_as_Java_reads_it()
    {
        var output = new StringWriter { NewLine = "\n" };
        Assert.Equal(0, Dump.Run([Path.Combine(Golden, "cities")], output, TextWriter.Null));
        Assert.Equal(File.ReadAllText(Path.Combine(Golden, "cities.dump")), output.ToString());
    }

    [Fact]
    public void Its_hits_their_order_and_the_bits_of_their_scores_are_those_of_Java()
    {
        Assert.Equal(Hits(File.ReadAllText(Path.Combine(Golden, "cities.hits"))), Hits(Found("max")));
    }

    [Fact]
    public void Leaving_out_what_cannot_be_among_the_best_changes_no_hit()
    {
        Assert.Equal(Hits(Found("max")).Where(l => l[0] != 'T'), Hits(Found("0")).Where(l => l[0] != 'T'));
    }

    [Fact]
    public void Facets_a_histogram_and_an_order_come_with_the_hits()
    {
        using var directory = new FileSystemDirectory(Path.Combine(Golden, "cities"));
        using var snapshot = IndexSnapshot.Open(directory);
        var searcher = new IndexSearcher(snapshot);
        var result = searcher.Search(new SearchRequest(new MatchAllQuery()) { Facets = ["kind", "place"], Histograms = [new Histogram("year", 10)], Sort = new SortOrder("year", Descending: true), Top = 3 });
        Assert.Equal(57, result.Top.TotalHits);
        Assert.True(result.Top.IsExact);
        Assert.Equal(57, result.Facets["kind"].Values.Sum());
        Assert.Equal([1990L, 2000L, 2010L], result.Histograms["year"].Keys);
        Assert.Equal(57, result.Histograms["year"].Values.Sum());
        Assert.Equal([29, 59, 28], result.Top.Hits.Select(h => h.Doc));
        Assert.Equal(57, searcher.Count(new MatchAllQuery()));
    }

    [Fact]
    public void Pages_of_hits_join_to_the_whole()
    {
        using var directory = new FileSystemDirectory(Path.Combine(Golden, "cities"));
        using var snapshot = IndexSnapshot.Open(directory);
        var searcher = new IndexSearcher(snapshot);
        var query = BooleanQuery.Or(new TermQuery("body", "tram"), new TermQuery("body", "river"));
        var whole = searcher.Search(query, 50, int.MaxValue).Hits;
        var paged = new List<ScoreDoc>();
        for (ScoreDoc? after = null; ; after = paged[^1])
        {
            var page = searcher.Search(query, 7, int.MaxValue, after).Hits;
            if (page.Length == 0)
            {
                break;
            }

            paged.AddRange(page);
        }

        Assert.Equal(whole, paged);
    }

    [Fact]
    public void Every_term_is_found_by_looking_it_up()
    {
        using var directory = new FileSystemDirectory(Path.Combine(Golden, "cities"));
        using var snapshot = IndexSnapshot.Open(directory);
        foreach (string field in (string[])["id", "body", "note"])
        {
            var terms = new SnapshotTerms(snapshot, field);
            var all = terms.From("").ToList();
            Assert.NotEmpty(all);
            Assert.Equal(all, all.Select(t => terms.Find(t.Term)));
        }
    }

    private static string Found(string threshold)
    {
        var output = new StringWriter { NewLine = "\n" };
        Assert.Equal(0, Search.Run([$"--threshold={threshold}", Path.Combine(Golden, "cities"), Path.Combine(Golden, "cities.queries")], output, TextWriter.Null));
        return output.ToString();
    }

    private static List<string> Hits(string lines) =>
        [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l[0] == 'H' ? string.Join('\t', l.Split('\t').Take(4)) : l)];

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
