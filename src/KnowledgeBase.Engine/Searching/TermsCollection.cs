using System.Numerics;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>
/// Collects the documents of any of several terms, window by window: each term adds its scores to an array over the window (in double, which makes the order of
/// adding irrelevant), then the window's hits are gone through. Once only the best matter, terms whose bounds together cannot reach the least score no longer
/// bring in documents but are only looked up for those that others bring (MAXSCORE, H. Turtle and J. Flood, 1995, with bounds per window).
/// </summary>
internal static class TermsCollection
{
    private const int Window = 4096;
    private const int LeastSpan = 1024;

    /// <summary>Collects a segment; always true.</summary>
    public static bool Any(TermWeight[] weights, SnapshotSegment segment, HitCollector collector)
    {
        var terms = weights.Select(w => w.TermScorer(segment)).OfType<TermScorer>().ToArray();
        if (terms.Length == 1)
        {
            TermCollection.Run(terms[0], segment, collector, segment.Reader.LiveDocs is null ? terms[0].Postings.DocFreq : -1);
        }
        else if (terms.Length > 1)
        {
            new Windows(terms, segment.Reader.LiveDocs, collector).Run();
        }

        return true;
    }

    private sealed class Lane(TermScorer scorer)
    {
        private readonly float[] scores = new float[128];
        private int scoredBlock = -1;

        public TermScorer Scorer => scorer;

        public Format.Postings.PostingsCursor Postings => scorer.Postings;

        public float Bound { get; set; }

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

    private sealed class Windows
    {
        private readonly Lane[] lanes;
        private readonly LiveDocs? live;
        private readonly HitCollector collector;
        private readonly double[] sums = new double[Window];
        private readonly ulong[] marks = new ulong[Window / 64];
        private readonly double[] below;

        public Windows(TermScorer[] terms, LiveDocs? live, HitCollector collector)
        {
            lanes = [.. terms.Select(t => new Lane(t))];
            below = new double[lanes.Length + 1];
            this.live = live;
            this.collector = collector;
        }

        public void Run()
        {
            foreach (var lane in lanes)
            {
                lane.Postings.Next();
            }

            int next = 0;
            while (true)
            {
                int first = Scorer.End;
                foreach (var lane in lanes)
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
                    int last = Pruned(first);
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
                    foreach (var lane in lanes)
                    {
                        lane.MoveTo(first);
                        Add(lane, start, end);
                    }

                    TakeAll(start);
                    next = end;
                }
            }
        }

        // One span with bounds of its own; returns its last document.
        private int Pruned(int first)
        {
            int last = Scorer.End;
            foreach (var lane in lanes)
            {
                last = Math.Min(last, lane.Scorer.AdvanceShallow(first));
            }

            last = Math.Max(last, first + LeastSpan);
            foreach (var lane in lanes)
            {
                lane.Bound = lane.Postings.Doc > last ? 0 : lane.Scorer.MaxScore(last);
            }

            Array.Sort(lanes, static (x, y) => x.Bound.CompareTo(y.Bound));
            int passive = 0;
            for (int i = 0; i < lanes.Length; i++)
            {
                below[i + 1] = below[i] + lanes[i].Bound;
                passive = ScoreBound.Widen(below[i + 1], lanes.Length) <= collector.Least ? i + 1 : passive;
            }

            if (passive > 0)
            {
                collector.MarkPruned();
            }

            if (passive == lanes.Length)
            {
                return last;
            }

            for (int i = passive; i < lanes.Length; i++)
            {
                lanes[i].MoveTo(first);
            }

            int from = first;
            while (from <= last)
            {
                // Straight to the next document that an active term brings.
                int nearest = Scorer.End;
                for (int i = passive; i < lanes.Length; i++)
                {
                    nearest = Math.Min(nearest, lanes[i].Postings.Doc);
                }

                if (nearest > last || nearest == Scorer.End)
                {
                    break;
                }

                int start = nearest & ~63;
                int end = (int)Math.Min(Math.Min((long)start + Window, (long)last + 1), int.MaxValue);
                for (int i = passive; i < lanes.Length; i++)
                {
                    Add(lanes[i], start, end);
                }

                TakeBest(start, passive);
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

        private void TakeAll(int start)
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
                    word &= live.Words[(start >> 6) + w];
                }

                hits += BitOperations.PopCount(word);
                for (; word != 0; word &= word - 1)
                {
                    int at = (w << 6) + BitOperations.TrailingZeroCount(word);
                    float score = (float)sums[at];
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

            Array.Clear(sums);
        }

        private void TakeBest(int start, int passive)
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
                    for (; i >= 0 && ScoreBound.Widen(sum + below[i + 1], lanes.Length) > collector.Least; i--)
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
    }
}
