using System.Runtime.Intrinsics;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>Collects all hits of one term block by block, eight scores at a time, passing over blocks that cannot hold a hit that matters.</summary>
internal static class TermCollection
{
    /// <param name="scorer">The term.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="collector">Where the hits go.</param>
    /// <param name="known">Number of live hits if known, else -1.</param>
    public static void Run(TermScorer scorer, SnapshotSegment segment, HitCollector collector, long known)
    {
        bool counted = known >= 0 && collector.TakesCounts;
        if (counted)
        {
            collector.AddCount(known);
        }

        var live = segment.Reader.LiveDocs;
        var postings = scorer.Postings;
        Span<float> scores = stackalloc float[128];
        int next = 0;
        while (true)
        {
            bool prune = collector.Least > 0 && (counted || collector.MayPrune);
            if (prune && next != 0 && !Competitive(scorer, collector.Least, ref next))
            {
                if (!counted)
                {
                    collector.MarkPruned();
                }

                return;
            }

            if (prune && next > 0 && next > LastOf(postings) + 1)
            {
                if (!counted)
                {
                    collector.MarkPruned();
                }

                if (postings.Advance(next) == Scorer.End)
                {
                    return;
                }
            }
            else if (!postings.NextBlock())
            {
                return;
            }

            collector.Tick();
            var docs = postings.BlockDocs;
            var from = docs[postings.BlockIndex..];
            Score(scorer, from, postings.BlockFreqs[postings.BlockIndex..], scores);
            Collect(from, scores, live, collector, counted);
            next = docs[^1] == int.MaxValue ? docs[^1] : docs[^1] + 1;
        }
    }

    /// <summary>The scores of a block.</summary>
    public static void Score(TermScorer scorer, ReadOnlySpan<int> docs, ReadOnlySpan<int> freqs, Span<float> scores)
    {
        Span<float> wide = stackalloc float[128];
        int i = 0;
        for (; i + 8 <= freqs.Length; i += 8)
        {
            Vector256.ConvertToSingle(Vector256.Create(freqs.Slice(i, 8))).CopyTo(wide[i..]);
        }

        for (; i < freqs.Length; i++)
        {
            wide[i] = freqs[i];
        }

        BlockScores.Fill(scorer.Norms, scorer.Cache, scorer.Weight, docs, wide, scores);
    }

    private static void Collect(scoped ReadOnlySpan<int> docs, Span<float> scores, LiveDocs? live, HitCollector collector, bool counted)
    {
        Span<int> alive = stackalloc int[128];
        if (live is not null)
        {
            int count = 0;
            for (int i = 0; i < docs.Length; i++)
            {
                alive[count] = docs[i];
                scores[count] = scores[i];
                count += live.IsLive(docs[i]) ? 1 : 0;
            }

            docs = alive[..count];
        }

        if (counted)
        {
            collector.Offer(docs, scores);
        }
        else
        {
            collector.Collect(docs, scores);
        }
    }

    // Moves "next" over spans whose bound is not above the least score that matters; false when nothing is left.
    private static bool Competitive(TermScorer scorer, float least, ref int next)
    {
        while (true)
        {
            int end = scorer.AdvanceShallow(next);
            if (end == Scorer.End)
            {
                return scorer.Highest > least;
            }

            if (scorer.MaxScore(end) > least)
            {
                return true;
            }

            // The widest span that is still not competitive is passed over at once.
            for (int level = scorer.Postings.ImpactLevels - 1; level > 0; level--)
            {
                int wide = scorer.Postings.ShallowEnd(level);
                if (scorer.MaxScore(wide) <= least)
                {
                    end = wide;
                    break;
                }
            }

            next = end + 1;
        }
    }

    private static int LastOf(Format.Postings.PostingsCursor postings) => postings.BlockDocs.Length == 0 ? -1 : postings.BlockDocs[^1];
}
