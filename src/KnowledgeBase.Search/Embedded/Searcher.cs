using System.Diagnostics;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Search.Expanding;
using KnowledgeBase.Search.Matching;
using KnowledgeBase.Search.Passages;

namespace KnowledgeBase.Search.Embedded;

/// <summary>Answers queries on one view of the index.</summary>
internal sealed class Searcher(IndexView view, Knowledge knowledge)
{
    /// <summary>Candidates whose pages are looked at before the order is set.</summary>
    private const int Rescored = 100;

    /// <summary>Candidates that pieces of words are scored for; with fewer, pieces may add to them.</summary>
    private const int Rescorable = 500;

    /// <summary>How deep an answer can be paged.</summary>
    private const int Deepest = 10_000;

    private static readonly Comparer<(Candidate Candidate, List<PageScore> Pages)> Best = Comparer<(Candidate Candidate, List<PageScore> Pages)>.Create((a, b) => a.Candidate.CompareTo(b.Candidate));

    public SearchResult Search(SearchRequest request, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var plan = new QueryPlanner(view, request.Language, request.Expand ? knowledge : null, request.Without).Plan(request.Query);
        var size = Math.Clamp(request.Size, 0, Deepest);
        var first = (Math.Max(1L, request.Page) - 1) * size;
        var collector = new Collector(view, plan, request, (int)Math.Max(Rescorable, Math.Min(first + size, Deepest)));
        collector.Run(cancellation);
        var grams = Pieces(plan);
        var best = Gathered(collector, plan, grams, request, cancellation);
        var ranked = Rank(best, plan, request, cancellation);
        var signals = request.Order == SearchOrder.Best && (request.PreferRecent || request.PreferComplete) ? Prefer(ranked, request) : null;
        var shown = first < ranked.Count ? ranked.Skip((int)first).Take(size) : [];
        var unmatched = plan.Plain.OfType<PlanWord>().Where(w => !w.Word.Seen && !w.Word.IsLight).ToList();
        return new SearchResult
        {
            Query = request.Query,
            Total = collector.Total,
            Hits = Hits([.. shown], plan, grams, request.SnippetsPerHit, request.Explain ? new HitExplainer(view, plan, request.Order == SearchOrder.Best ? grams : null, signals) : null),
            Facets = Named(collector.FacetCounts(), request.Language),
            UnmatchedWords = [.. unmatched.Select(w => w.Word.Typed).Distinct()],
            UnreadDocuments = collector.Unread,
            Suggestion = new Spelling(view, knowledge, request.Reader, request.Language, plan.Language).Better(
                request.Query, plan.Plain.OfType<PlanWord>().Where(w => !w.Word.IsLight && !w.IsName).Select(w => w.Word)),
            Expansions = plan.Expansions,
            Notices = plan.Notices,
            TookMilliseconds = clock.Elapsed.TotalMilliseconds,
        };
    }

    /// <summary>Concepts and places under their names in the reader's language, whatever language the documents are in.</summary>
    private Dictionary<string, IReadOnlyList<FacetCount>> Named(IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> counts, string language) =>
        counts.ToDictionary(c => c.Key, c => c.Key switch
        {
            Facets.Concept => [.. c.Value.Select(v => v with { Label = knowledge.LabelOf(v.Value, language.Length > 0 ? language : "en") ?? v.Label })],
            Facets.Place when language.Length > 0 => [.. c.Value.Select(v => v with { Label = knowledge.LabelOf(Knowledge.ListedPlace + v.Value, language) ?? v.Label })],
            _ => c.Value,
        });

    public IReadOnlyList<SearchHit> Similar(string id, Reader reader, int count, CancellationToken cancellation)
    {
        if (Find(id) is not { } self || !view.IsVisible(self.Reader, self.Doc, reader))
        {
            return [];
        }

        var words = TellingWords.Of(view, self.Reader, self.Doc);
        var plan = new QueryPlan { Plain = [.. words.Select(w => new PlanWord(w))], WordCount = int.MaxValue };
        var collector = new Collector(view, plan, new SearchRequest { Query = "", Reader = reader }, count + 1) { LeastShare = 0 };
        collector.Run(cancellation);
        return Hits([.. collector.Best().Where(c => c.Segment != self.Segment || c.Doc != self.Doc).Take(count).Select(c => (c, new List<PageScore>()))], plan, grams: null, 0);
    }

    private (int Segment, SegmentReader Reader, int Doc)? Find(string id)
    {
        foreach (var segment in view.Snapshot.Segments)
        {
            var matcher = new AllMatcher([new LiveMatcher(segment.Reader), new KeywordMatcher(segment.Reader, new PlanKeywords(IndexSchema.Id, [id]))], []);
            var bits = new ulong[Window.Words];
            for (var start = 0; start < segment.Reader.MaxDoc; start += Window.Size)
            {
                matcher.Match(new Window(start, Math.Min(start + Window.Size, segment.Reader.MaxDoc)), bits);
                if (Bits.Next(bits, 0) is >= 0 and var place)
                {
                    return (segment.Ordinal, segment.Reader, start + place);
                }
            }
        }

        return null;
    }

    /// <summary>The candidates by words, with those that only pieces of words find where words find few, all scored by both.</summary>
    private List<Candidate> Gathered(Collector collector, QueryPlan plan, GramGroup? grams, SearchRequest request, CancellationToken cancellation)
    {
        var best = collector.Best();
        if (request.Order != SearchOrder.Best || grams is null)
        {
            return best;
        }

        if (best.Count < Rescorable && grams.Finds)
        {
            var byGrams = new QueryPlan { Plain = [new PlanGrams(grams, Weights.LeastGrams)] };
            byGrams.Required.AddRange(plan.Required);
            byGrams.Excluded.AddRange(plan.Excluded);
            var more = new Collector(view, byGrams, request, Rescorable) { LeastShare = 0 };
            more.Run(cancellation);
            var known = best.Select(c => (c.Segment, c.Doc)).ToHashSet();
            best.AddRange(more.Best().Where(c => !known.Contains((c.Segment, c.Doc))).Select(c => c with { Whole = false, Tier = 0, Score = 0 }));
        }

        var weight = Weights.OfGrams(plan.Language);
        var scored = new List<Candidate>(best.Count);
        foreach (var group in best.GroupBy(c => c.Segment))
        {
            var matcher = new GramMatcher(view.Snapshot.Segments[group.Key].Reader, new PlanGrams(grams, 0), view.AverageLength);
            foreach (var candidate in group.OrderBy(c => c.Doc))
            {
                scored.Add(candidate with { Key = candidate.Score + (weight * matcher.ScoreOf(candidate.Doc)) });
            }
        }

        scored.Sort();
        return scored;
    }

    /// <summary>Looks at the pages of the best candidates, and lets the best page of each speak for it.</summary>
    private List<(Candidate Candidate, List<PageScore> Pages)> Rank(List<Candidate> best, QueryPlan plan, SearchRequest request, CancellationToken cancellation)
    {
        var byScore = request.Order == SearchOrder.Best && plan.Words.Count > 0;
        var together = request.Order == SearchOrder.Best && plan.WordCount is > Weights.FewWords and <= Weights.MostWords;
        var ranked = best.Select(c => (Candidate: byScore ? c with { Score = c.Key } : c, Pages: new List<PageScore>())).ToArray();
        foreach (var group in Enumerable.Range(0, Math.Min(Rescored, best.Count)).GroupBy(i => best[i].Segment))
        {
            cancellation.ThrowIfCancellationRequested();
            var segment = view.Snapshot.Segments[group.Key].Reader;
            var (counts, lengths) = (segment.Numeric(IndexSchema.PageCount), segment.Numeric(IndexSchema.Length));
            var scorer = new PageScorer(segment, plan, view.AveragePage);
            foreach (var i in group.OrderBy(i => best[i].Doc))
            {
                var (doc, words) = (best[i].Doc, best[i].Score);
                var pages = scorer.Score(doc);

                // A short document of one page has said by its words already what its page says.
                var alone = (counts is null || !counts.TryGet(doc, out var count) || count <= 1) && (lengths is null || !lengths.TryGet(doc, out var length) || length <= Weights.LongPage);
                var page = alone ? words + (pages.Count > 0 ? pages[0].Bonus : 0) : pages.Count > 0 ? pages.Max(p => p.Score) : 0;
                var candidate = ranked[i].Candidate;
                var score = candidate.Score + ((alone ? Weights.OnlyPage : Weights.Page) * page);
                var tier = together && candidate.Tier < Candidate.Named ? pages.Exists(p => p.HoldsAll) ? 1 : 0 : candidate.Tier;
                ranked[i] = (candidate with { Tier = tier, Score = score, Key = byScore ? score : candidate.Key }, pages);
            }
        }

        // Those beyond stay where they are, behind.
        Array.Sort(ranked, 0, Math.Min(Rescored, ranked.Length), Best);
        return [.. ranked];
    }

    /// <summary>Reorders the best by what their records say as well.</summary>
    private RecordSignals Prefer(List<(Candidate Candidate, List<PageScore> Pages)> ranked, SearchRequest request)
    {
        var looked = Math.Min(Rescored, ranked.Count);
        var records = ranked.Take(looked).Select(r => view.Record(view.Snapshot.Segments[r.Candidate.Segment].Reader, r.Candidate.Doc)).ToList();
        var signals = new RecordSignals(request, records.Max(r => r.Year) ?? 0);
        for (var i = 0; i < looked; i++)
        {
            var score = ranked[i].Candidate.Score * signals.Factor(records[i]);
            ranked[i] = (ranked[i].Candidate with { Score = score, Key = score }, ranked[i].Pages);
        }

        ranked.Sort(0, looked, Best);
        return signals;
    }

    private List<SearchHit> Hits(IReadOnlyList<(Candidate Candidate, List<PageScore> Pages)> shown, QueryPlan plan, GramGroup? grams, int snippets, HitExplainer? explainer = null)
    {
        var marker = new TextMarker(plan);
        var passages = new HitPassages(view, marker, grams is null ? null : new PagePieces(grams, plan.Language));
        var hits = new List<SearchHit>();
        foreach (var (candidate, pages) in shown)
        {
            var reader = view.Snapshot.Segments[candidate.Segment].Reader;
            var record = view.Record(reader, candidate.Doc);
            hits.Add(record.ToHit(candidate.Score) with
            {
                HoldsAllWords = candidate.Whole,
                TitlePieces = marker.Mark(record.Title, record.Language),
                Explanation = explainer?.Explain(reader, candidate.Doc, record, candidate.Score, pages),
                Snippets = snippets > 0 && pages.Count > 0 ? passages.Of(reader, candidate.Doc, pages, snippets) : [],
            });
        }

        return hits;
    }

    /// <summary>The pieces of the words that were typed without an operator; null when they have none.</summary>
    private GramGroup? Pieces(QueryPlan plan) => GramGroup.Of(view, [.. plan.Plain.OfType<PlanWord>().Select(p => p.Word)]);
}
