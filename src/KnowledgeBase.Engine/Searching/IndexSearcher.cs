using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Searching;

/// <summary>Searches one snapshot. Safe for any number of threads; the caller keeps the snapshot open meanwhile.</summary>
public sealed class IndexSearcher(IndexSnapshot snapshot, Bm25? similarity = null)
{
    private readonly FieldScoring fields = new(snapshot, similarity ?? new Bm25());

    public IndexSnapshot Snapshot => snapshot;

    /// <summary>
    /// The best <paramref name="k"/> hits. Counting is exact up to <paramref name="threshold"/> hits: 0 leaves out what cannot be among the best as early as
    /// possible, <see cref="int.MaxValue"/> sees every hit. Hits, order and scores are the same either way.
    /// </summary>
    /// <param name="query">What to look for.</param>
    /// <param name="k">How many hits, at least 0.</param>
    /// <param name="threshold">How far to count.</param>
    /// <param name="after">The last hit of the page before: only hits behind it are given (the total counts all).</param>
    /// <param name="cancel">Ends the search with <see cref="OperationCanceledException"/>.</param>
    public TopDocs Search(Query query, int k, int threshold = 1000, ScoreDoc? after = null, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        var collector = new HitCollector(k, threshold, after, null, cancel);
        Collect(query, collector);
        return new TopDocs(collector.Hits, collector.IsExact, collector.Best());
    }

    /// <summary>The best hits together with facet counts, histograms or a sort order, in one pass.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled, by the caller or by its deadline.</exception>
    public SearchResult Search(SearchRequest request, CancellationToken cancel = default)
    {
        if (request.Histograms.Any(h => h.Width < 1))
        {
            throw new ArgumentException("a histogram's bucket is at least 1 wide", nameof(request));
        }

        var facets = request.Facets.Distinct(StringComparer.Ordinal).ToDictionary(f => f, f => new FacetCounter(f), StringComparer.Ordinal);
        var histograms = request.Histograms.DistinctBy(h => h.Field).ToDictionary(h => h.Field, h => new HistogramCounter(h), StringComparer.Ordinal);
        var sort = request.Sort is null ? null : new SortCollector(request.Sort, request.Top, snapshot, request.After?.Doc);
        IHitVisitor[] visitors = [.. facets.Values, .. histograms.Values, .. sort is null ? Array.Empty<IHitVisitor>() : [sort]];
        var visitor = visitors.Length switch { 0 => null, 1 => visitors[0], _ => new HitVisitors(visitors) };
        var collector = new HitCollector(sort is null ? request.Top : 0, request.Threshold, request.Sort is null ? request.After : null, visitor, cancel);
        Collect(request.Query, collector);
        return new SearchResult(
            new TopDocs(collector.Hits, collector.IsExact, sort?.Best() ?? collector.Best()),
            facets.ToDictionary(f => f.Key, f => f.Value.Result(), StringComparer.Ordinal),
            histograms.ToDictionary(h => h.Key, h => h.Value.Result(), StringComparer.Ordinal));
    }

    /// <summary>Where the score of a document comes from; null when the query does not find it.</summary>
    public Explanation? Explain(Query query, int doc)
    {
        var segment = snapshot.SegmentOf(doc);
        return new Explainer(new SearchContext(snapshot, fields, new SearchScratch()), segment, doc - segment.Base).Of(query.Rewrite(snapshot), 1f);
    }

    /// <summary>The exact number of hits.</summary>
    public long Count(Query query, CancellationToken cancel = default)
    {
        var scratch = Spare<SearchScratch>.Take() ?? new SearchScratch();
        var weight = query.Rewrite(snapshot).Bind(new SearchContext(snapshot, fields, scratch), 1f);
        long total = 0;
        foreach (var segment in snapshot.Segments)
        {
            cancel.ThrowIfCancellationRequested();
            scratch.Cancel = cancel;
            long known = weight.Count(segment);
            if (known >= 0)
            {
                total += known;
                continue;
            }

            var live = segment.Reader.LiveDocs;
            if (weight.Scorer(segment) is { } scorer)
            {
                for (int doc = scorer.Next(); doc != Scorer.End; doc = scorer.Next())
                {
                    total += live is null || live.IsLive(doc) ? 1 : 0;
                    scratch.Step();
                }
            }

            scratch.Reset();
        }

        Spare<SearchScratch>.Give(scratch);
        return total;
    }

    internal void Collect(Query query, HitCollector collector)
    {
        var scratch = Spare<SearchScratch>.Take() ?? new SearchScratch();
        var weight = query.Rewrite(snapshot).Bind(new SearchContext(snapshot, fields, scratch), 1f);
        foreach (var segment in snapshot.Segments)
        {
            collector.Begin(segment);
            scratch.Cancel = collector.Cancel;
            if (!weight.Collect(segment, collector) && weight.Scorer(segment) is { } scorer)
            {
                Walk(scorer, segment, collector);
            }

            scratch.Reset();
        }

        Spare<SearchScratch>.Give(scratch);
    }

    /// <summary>Collects hit by hit; once only the best matter, passes over spans whose bound is too low.</summary>
    internal static void Walk(Scorer scorer, SnapshotSegment segment, HitCollector collector)
    {
        var live = segment.Reader.LiveDocs;
        int bounded = -1;
        int doc = scorer.Next();
        while (doc != Scorer.End)
        {
            if (doc > bounded && collector.Least > 0 && collector.MayPrune)
            {
                int target = doc;
                while (true)
                {
                    bounded = scorer.AdvanceShallow(target);
                    if (scorer.MaxScore(bounded) > collector.Least)
                    {
                        break;
                    }

                    collector.MarkPruned();
                    if (bounded == Scorer.End)
                    {
                        return;
                    }

                    target = bounded + 1;
                }

                if (target > doc)
                {
                    doc = scorer.Advance(target);
                    continue;
                }
            }

            if (live is null || live.IsLive(doc))
            {
                collector.Collect(doc, scorer.Score());
            }

            doc = scorer.Next();
        }
    }
}
