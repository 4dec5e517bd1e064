using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
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
            Score(scorer, docs, postings.BlockFreqs, scores);
            Collect(docs, scores, live, collector, counted, postings.BlockIndex);
            next = docs[^1] == int.MaxValue ? docs[^1] : docs[^1] + 1;
        }
    }

    /// <summary>The scores of documents with these frequencies.</summary>
    public static unsafe void Score(TermScorer scorer, ReadOnlySpan<int> docs, ReadOnlySpan<int> freqs, Span<float> scores)
    {
        int i = 0;
        float weight = scorer.Weight;
        float[] cache = scorer.Cache;
        if (scorer.Norms is not { } norms)
        {
            for (; i < docs.Length; i++)
            {
                scores[i] = Bm25.Score(weight, freqs[i], cache[1]);
            }

            return;
        }

        var codes = norms.Codes;
        if (Avx2.IsSupported)
        {
            var weights = Vector256.Create(weight);
            var low = Vector256.Create(255);
            // Documents were checked to lie below maxDoc when they were decoded, and three bytes after the last code are readable.
            fixed (byte* code = codes)
            fixed (float* length = cache)
            {
                for (; i + 8 <= docs.Length; i += 8)
                {
                    var at = Vector256.Create(docs.Slice(i, 8));
                    var norm = Avx2.GatherVector256((int*)code, at, 1) & low;
                    var cached = Avx2.GatherVector256(length, norm, 4);
                    var freq = Vector256.ConvertToSingle(Vector256.Create(freqs.Slice(i, 8)));
                    (weights - (weights / (Vector256<float>.One + (freq * cached)))).CopyTo(scores[i..]);
                }
            }
        }

        for (; i < docs.Length; i++)
        {
            scores[i] = Bm25.Score(weight, freqs[i], cache[codes[docs[i]]]);
        }
    }

    private static void Collect(ReadOnlySpan<int> docs, ReadOnlySpan<float> scores, LiveDocs? live, HitCollector collector, bool counted, int from)
    {
        if (!counted && !collector.TakesCounts)
        {
            for (int i = from; i < docs.Length; i++)
            {
                if (live is null || live.IsLive(docs[i]))
                {
                    collector.Collect(docs[i], scores[i]);
                }
            }

            return;
        }

        if (!counted)
        {
            int hits = docs.Length - from;
            for (int i = from; live is not null && i < docs.Length; i++)
            {
                hits -= live.IsLive(docs[i]) ? 0 : 1;
            }

            collector.AddCount(hits);
        }

        float least = collector.Least;
        for (int i = from; i < docs.Length; i++)
        {
            if (Vector256.IsHardwareAccelerated && i + 8 <= docs.Length)
            {
                uint above = Vector256.GreaterThan(Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(scores), (nuint)i), Vector256.Create(least)).ExtractMostSignificantBits();
                if (above == 0)
                {
                    i += 7;
                    continue;
                }

                i += BitOperations.TrailingZeroCount(above);
            }

            if (scores[i] > least && (live is null || live.IsLive(docs[i])))
            {
                collector.Offer(docs[i], scores[i]);
                least = collector.Least;
            }
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
