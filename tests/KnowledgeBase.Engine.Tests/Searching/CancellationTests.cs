using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Searching;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Engine.Tests.Searching;

/// <summary>A search that is no longer wanted, or took too long, ends soon after, also in the middle of a large segment and when it finds nothing there.</summary>
public sealed class CancellationTests : IDisposable
{
    private const int Documents = 200_000, CancelAt = 20_000, Late = 40_000;
    private static readonly MemoryDirectory Large = Make();
    private readonly IndexSnapshot snapshot = IndexSnapshot.Open(Large);
    private readonly CancellationTokenSource source = new();

    public void Dispose()
    {
        snapshot.Dispose();
        source.Dispose();
    }

    public static TheoryData<string> Ways => ["alone", "counted", "sorted", "with facets", "in a conjunction", "in a conjunction without hits", "in a disjunction", "left out", "left out and counted", "never with the other"];

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_search_cancelled_in_the_middle_of_a_segment_ends_there(string way)
    {
        var seen = new Progress(source);
        var every = new EveryDocument(seen);
        var searcher = new IndexSearcher(snapshot);
        Action search = way switch
        {
            "alone" => () => searcher.Search(every, 10, int.MaxValue, null, source.Token),
            "counted" => () => searcher.Count(every, source.Token),
            "sorted" => () => searcher.Search(new SearchRequest(every) { Sort = new SortOrder("number") }, source.Token),
            "with facets" => () => searcher.Search(new SearchRequest(every) { Facets = ["kind"], Histograms = [new Histogram("number", 100)] }, source.Token),
            "in a conjunction" => () => searcher.Search(BooleanQuery.And(every, new TermQuery("body", "common")), 10, int.MaxValue, null, source.Token),
            "in a conjunction without hits" => () => searcher.Search(BooleanQuery.And(every, new TermQuery("body", "last")), 10, int.MaxValue, null, source.Token),
            "left out" => () => searcher.Search(new BooleanQuery([new Clause(Occur.Must, new TermQuery("body", "common")), new Clause(Occur.Not, every)]), 10, int.MaxValue, null, source.Token),
            "left out and counted" => () => searcher.Count(new BooleanQuery([new Clause(Occur.Must, new TermQuery("body", "common")), new Clause(Occur.Not, every)]), source.Token),
            "never with the other" => () => searcher.Search(BooleanQuery.And(every, new EveryDocument(seen, 0, 2), new EveryDocument(seen, 1, 2)), 10, int.MaxValue, null, source.Token),
            _ => () => searcher.Search(BooleanQuery.Or(every, new TermQuery("body", "common")), 10, int.MaxValue, null, source.Token),
        };
        if (way == "in a conjunction without hits")
        {
            // The rarest clause leads: of the others only what it asks for is seen, and the search is over before it could be late.
            search();
            Assert.InRange(seen.Steps, 0, 10);
            return;
        }

        Assert.Throws<OperationCanceledException>(search);
        Assert.InRange(seen.Furthest, CancelAt, Late);
    }

    [Fact]
    public void A_cancelled_token_stops_every_kind_of_query()
    {
        source.Cancel();
        var searcher = new IndexSearcher(snapshot);
        var common = new TermQuery("body", "common");
        Query[] queries =
        [
            common, new MatchAllQuery(), new MatchNoneQuery(), new PointRangeQuery("number", 3, 900), new PrefixQuery("body", "c"), new WildcardQuery("body", "*o*"), new FuzzyQuery("body", "comon"),
            new TermRangeQuery("body", "a", "z"), BooleanQuery.And(common, new TermQuery("body", "half")), BooleanQuery.Or(common, new TermQuery("body", "half")), new PhraseQuery("body", 0, "common", "half"),
            new PhraseQuery("body", 2, "half", "common"), new NearQuery("body", [new([new("half")]), new([new("common")])], 3, false), new TermGroupQuery("body", [new("half", 0.5f), new("common")]),
            new DisjunctionMaxQuery([common, new TermQuery("body", "half")]), new ConstantScoreQuery(common), new BoostQuery(common, 2),
        ];
        foreach (var query in queries)
        {
            Assert.Throws<OperationCanceledException>(() => searcher.Search(query, 10, 0, null, source.Token));
            Assert.Throws<OperationCanceledException>(() => searcher.Search(new SearchRequest(query) { Facets = ["kind"] }, source.Token));
            Assert.Throws<OperationCanceledException>(() => searcher.Count(query, source.Token));
        }
    }

    [Fact]
    public void A_deadline_ends_a_search_and_the_next_one_is_whole()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        var searcher = new IndexSearcher(snapshot);
        var query = new PhraseQuery("body", 3, "half", "common");
        long whole = searcher.Search(query, 10, int.MaxValue).TotalHits;
        Action over = () =>
        {
            while (true)
            {
                searcher.Search(query, 10, int.MaxValue, null, deadline.Token);
            }
        };
        Assert.Throws<OperationCanceledException>(over);
        Assert.Equal(whole, searcher.Search(query, 10, int.MaxValue).TotalHits);
    }

    private static MemoryDirectory Make()
    {
        var directory = new MemoryDirectory();
        using var writer = IndexWriter.Open(directory, new IndexWriterOptions { MergePolicy = null });
        var document = new IndexDocument();
        for (int d = 0; d < Documents; d++)
        {
            document.Clear();
            document.BeginText("body", TextOptions.Default);
            document.AddToken("common"u8);
            if (d % 2 == 0)
            {
                document.AddToken("half"u8);
            }

            if (d == Documents - 1)
            {
                document.AddToken("last"u8);
            }

            document.AddNumericDocValue("number", d % 1000);
            document.AddPoint("number", d % 1000);
            document.AddSortedDocValue("kind", d % 3 == 0 ? "a" : "b");
            writer.AddDocument(document);
        }

        writer.Commit();
        return directory;
    }

    /// <summary>How far the search went; it is cancelled when it comes to a certain document.</summary>
    private sealed class Progress(CancellationTokenSource source)
    {
        public int Furthest { get; private set; }

        public int Steps { get; private set; }

        public void At(int doc)
        {
            Steps++;
            if (doc == Scorer.End)
            {
                return;
            }

            Furthest = Math.Max(Furthest, doc);
            if (doc >= CancelAt)
            {
                source.Cancel();
            }
        }
    }

    /// <summary>Every document, or from the first on every so many.</summary>
    private sealed record EveryDocument(Progress Seen, int First = 0, int Step = 1) : Query
    {
        internal override Weight Bind(SearchContext context, float boost) => new EveryWeight(Seen, First, Step);
    }

    private sealed class EveryWeight(Progress seen, int first, int step) : Weight
    {
        public override Scorer? Scorer(SnapshotSegment segment) => new EveryScorer(seen, first, step, segment.Reader.MaxDoc);
    }

    private sealed class EveryScorer(Progress seen, int first, int step, int maxDoc) : Scorer
    {
        public override long Cost => maxDoc;

        public override int Next() => Advance(Doc + 1);

        public override int Advance(int target)
        {
            target = Math.Max(target, first);
            target += (step - ((target - first) % step)) % step;
            Doc = target < maxDoc ? target : End;
            seen.At(Doc);
            return Doc;
        }

        public override float Score() => 1;
    }
}
