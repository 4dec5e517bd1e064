using System.Numerics;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>
/// Collects the documents of any of several terms, window by window: each term adds its scores to an array over the window (in double, which makes the order of
/// adding irrelevant), then the window's hits are gone through. Once only the best matter, terms whose bounds together cannot reach the least score no longer
/// bring in documents but are only looked up for those that others bring (MAXSCORE, H. Turtle and J. Flood, 1995, with bounds per window).
/// </summary>
internal sealed class TermWindows
{
    private const int Window = 4096;
    private const int LeastSpan = 1024;
    private readonly double[] sums = new double[Window];
    private readonly ulong[] marks = new ulong[Window / 64];
    private Lane[] lanes = [];
    private double[] below = new double[1];
    private int count;
    private LiveDocs? live;

    private Span<Lane> Lanes => lanes.AsSpan(0, count);

    /// <summary>No terms yet.</summary>
    public TermWindows Begin(LiveDocs? liveDocs)
    {
        live = liveDocs;
        count = 0;
        return this;
    }

    public void Add(TermScorer scorer)
    {
        if (count == lanes.Length)
        {
            Array.Resize(ref lanes, Math.Max(4, count * 2));
            Array.Resize(ref below, lanes.Length + 1);
        }

        (lanes[count++] ??= new Lane()).Begin(scorer);
    }

    public void Collect(SnapshotSegment segment, HitCollector collector)
    {
        if (count == 1)
        {
            TermCollection.Run(lanes[0].Scorer, segment, collector, live is null ? lanes[0].Postings.DocFreq : -1);
        }
        else if (count > 1)
        {
            Run(collector);
        }
    }

    private void Run(HitCollector collector)
    {
        foreach (var lane in Lanes)
        {
            lane.Postings.Next();
        }

        int next = 0;
        while (true)
        {
            int first = Scorer.End;
            foreach (var lane in Lanes)
            {
                first = Math.Min(first, lane.Postings.Doc);
            }

            first = Math.Max(first, next);
            if (first == Scorer.End)
            {
                return;
            }

            collector.Tick();
            if (collector.Least > 0 && collector.MayPrune)
            {
                int last = Pruned(first, collector);
                if (last == Scorer.End)
                {
                    return;
                }

                next = last + 1;
            }
            else
            {
                int start = first & ~63;
                int end = (int)Math.Min((long)start + Window, int.MaxValue);
                foreach (var lane in Lanes)
                {
                    lane.MoveTo(first);
                    Add(lane, start, end);
                }

                TakeAll(start, collector);
                next = end;
            }
        }
    }

    // One span with bounds of its own; returns its last document.
    private int Pruned(int first, HitCollector collector)
    {
        int last = Scorer.End;
        foreach (var lane in Lanes)
        {
            last = Math.Min(last, lane.Scorer.AdvanceShallow(first));
        }

        last = Math.Max(last, first + LeastSpan);
        foreach (var lane in Lanes)
        {
            lane.Bound = lane.Postings.Doc > last ? 0 : lane.Scorer.MaxScore(last);
        }

        Lanes.Sort(static (x, y) => x.Bound.CompareTo(y.Bound));
        int passive = 0;
        for (int i = 0; i < count; i++)
        {
            below[i + 1] = below[i] + lanes[i].Bound;
            passive = ScoreBound.Widen(below[i + 1], count) <= collector.Least ? i + 1 : passive;
        }

        if (passive > 0)
        {
            collector.MarkPruned();
        }

        if (passive == count)
        {
            return last;
        }

        for (int i = passive; i < count; i++)
        {
            lanes[i].MoveTo(first);
        }

        int from = first;
        while (from <= last)
        {
            // Straight to the next document that an active term brings.
            int nearest = Scorer.End;
            for (int i = passive; i < count; i++)
            {
                nearest = Math.Min(nearest, lanes[i].Postings.Doc);
            }

            if (nearest > last || nearest == Scorer.End)
            {
                break;
            }

            int start = nearest & ~63;
            int end = (int)Math.Min(Math.Min((long)start + Window, (long)last + 1), int.MaxValue);
            for (int i = passive; i < count; i++)
            {
                Add(lanes[i], start, end);
            }

            TakeBest(start, passive, collector);
            from = end;
        }

        return last;
    }

    private void Add(Lane lane, int start, int end)
    {
        var postings = lane.Postings;
        while (postings.Doc < end)
        {
            var docs = postings.BlockDocs;
            var scores = lane.Scores();
            int i = postings.BlockIndex;
            for (; i < docs.Length && docs[i] < end; i++)
            {
                int at = docs[i] - start;
                sums[at] += scores[i];
                marks[at >> 6] |= 1UL << at;
            }

            if (i < docs.Length)
            {
                postings.MoveInBlock(i);
                return;
            }

            postings.NextBlock();
        }
    }

    private void TakeAll(int start, HitCollector collector)
    {
        int hits = 0;
        for (int w = 0; w < marks.Length; w++)
        {
            ulong word = marks[w];
            if (word == 0)
            {
                continue;
            }

            marks[w] = 0;
            if (live is not null)
            {
                ulong deleted = word & ~live.Words[(start >> 6) + w];
                word ^= deleted;
                for (; deleted != 0; deleted &= deleted - 1)
                {
                    sums[(w << 6) + BitOperations.TrailingZeroCount(deleted)] = 0;
                }
            }

            hits += BitOperations.PopCount(word);
            for (; word != 0; word &= word - 1)
            {
                int at = (w << 6) + BitOperations.TrailingZeroCount(word);
                float score = (float)sums[at];
                sums[at] = 0;
                if (!collector.TakesCounts)
                {
                    collector.Collect(start + at, score);
                }
                else if (score > collector.Least)
                {
                    collector.Offer(start + at, score);
                }
            }
        }

        if (collector.TakesCounts)
        {
            collector.AddCount(hits);
        }
    }

    private void TakeBest(int start, int passive, HitCollector collector)
    {
        for (int w = 0; w < marks.Length; w++)
        {
            ulong word = marks[w];
            if (word == 0)
            {
                continue;
            }

            marks[w] = 0;
            for (; word != 0; word &= word - 1)
            {
                int at = (w << 6) + BitOperations.TrailingZeroCount(word);
                int doc = start + at;
                double sum = sums[at];
                sums[at] = 0;
                if (live is not null && !live.IsLive(doc))
                {
                    continue;
                }

                int i = passive - 1;
                for (; i >= 0 && ScoreBound.Widen(sum + below[i + 1], count) > collector.Least; i--)
                {
                    lanes[i].MoveTo(doc);
                    if (lanes[i].Postings.Doc == doc)
                    {
                        sum += lanes[i].Scorer.Score();
                    }
                }

                if (i < 0)
                {
                    collector.Collect(doc, (float)sum);
                }
                else
                {
                    collector.AddCount(1);
                }
            }
        }
    }

    private sealed class Lane
    {
        private readonly float[] scores = new float[128];
        private TermScorer scorer = null!;
        private int scoredBlock = -1;

        public TermScorer Scorer => scorer;

        public Format.Postings.PostingsCursor Postings => scorer.Postings;

        public float Bound { get; set; }

        public void Begin(TermScorer term)
        {
            scorer = term;
            scoredBlock = -1;
        }

        public ReadOnlySpan<float> Scores()
        {
            if (scoredBlock != Postings.BlockNumber)
            {
                TermCollection.Score(scorer, Postings.BlockDocs, Postings.BlockFreqs, scores);
                scoredBlock = Postings.BlockNumber;
            }

            return scores;
        }

        public void MoveTo(int target)
        {
            if (Postings.Doc < target)
            {
                Postings.Advance(target);
            }
        }
    }
}
