using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>
/// Documents that all sources have, found block against block: where the blocks in hand overlap, the rarest one's documents are looked up in the others,
/// eight places at a time, and what remains is scored at once. Once only the best matter, spans whose bounds are too low are passed over, and so are
/// documents whose score from the rarest source alone says that they cannot enter.
/// </summary>
internal sealed class Intersection
{
    private const int LeastSpan = 1024;
    private readonly Part[] byCost;
    private readonly Part[] scoring;
    private readonly ulong[][] filters;
    private readonly LiveDocs? live;
    private readonly PhraseCheck? phrase;
    private readonly int[] docs;
    private readonly float[] freqs;
    private readonly float[] scores;
    private readonly double[] sums;
    private float othersBound;

    /// <param name="sources">All that must have the document.</param>
    /// <param name="scoring">Those of them whose scores add up, in the clauses' order.</param>
    /// <param name="filters">Sets of bits that must have it too.</param>
    /// <param name="live">The documents that are not deleted; null for all.</param>
    /// <param name="phrase">A last check, which then also gives the frequency; null for none.</param>
    public Intersection(BlockSource[] sources, BlockSource[] scoring, ulong[][] filters, LiveDocs? live, PhraseCheck? phrase = null)
    {
        int most = sources.MinBy(s => s.Cost)!.Largest;
        byCost = [.. sources.OrderBy(s => s.Cost).Select(s => new Part(s, new int[most]))];
        this.scoring = [.. scoring.Select(s => byCost.First(p => p.Source == s))];
        this.filters = filters;
        this.live = live;
        this.phrase = phrase;
        docs = new int[most];
        freqs = new float[most];
        scores = new float[most];
        sums = new double[most];
    }

    public void Run(HitCollector collector)
    {
        var lead = byCost[0].Source;
        int target = 0;
        int bounded = -1;
        while (lead.MoveTo(target))
        {
            int from = lead.Doc;
            int end = lead.Last;
            bool prune = phrase is null && collector.Least > 0 && collector.MayPrune;
            if (prune)
            {
                if (from > bounded && !Competitive(collector.Least, from, out bounded))
                {
                    collector.MarkPruned();
                    if (bounded == Scorer.End)
                    {
                        return;
                    }

                    target = bounded + 1;
                    continue;
                }

                end = Math.Min(end, bounded);
            }

            for (int i = 1; i < byCost.Length; i++)
            {
                var other = byCost[i].Source;
                if (!other.MoveTo(from))
                {
                    return;
                }

                from = Math.Max(from, other.Doc);
                end = Math.Min(end, other.Last);
            }

            target = from;
            if (from <= end)
            {
                collector.Tick();
                Take(Intersect(from, end, prune, collector), collector);
                target = end + 1;
            }
        }
    }

    // The bound of a span from the document on.
    private bool Competitive(float least, int from, out int bounded)
    {
        bounded = Scorer.End;
        foreach (var part in scoring)
        {
            bounded = Math.Min(bounded, part.Source.AdvanceShallow(from));
        }

        bounded = Math.Max(bounded, from + LeastSpan);
        double others = 0;
        double all = 0;
        foreach (var part in scoring)
        {
            float bound = part.Source.MaxScore(bounded);
            all += bound;
            others += part == byCost[0] ? 0 : bound;
        }

        othersBound = ScoreBound.Widen(others, scoring.Length);
        return ScoreBound.Widen(all, scoring.Length) > least;
    }

    private int Intersect(int from, int end, bool prune, HitCollector collector)
    {
        var lead = byCost[0];
        int[] leadPlaces = lead.Places;
        int count = 0;
        int[] leadDocs = lead.Source.Docs;
        int first = BlockSource.Ceiling(leadDocs, lead.Source.At, from);
        bool all = live is null && filters.Length == 0;
        for (int place = first; leadDocs[place] <= end; place++)
        {
            docs[count] = leadDocs[place];
            leadPlaces[count] = place;
            count += all || Passes(leadDocs[place]) ? 1 : 0;
        }

        if (prune && Array.IndexOf(scoring, lead) >= 0)
        {
            count = DropLow(lead, count, collector);
        }

        for (int i = 1; i < byCost.Length && count > 0; i++)
        {
            var part = byCost[i];
            int[] places = part.Places;
            int[] theirs = part.Source.Docs;
            int place = part.Source.At;
            int kept = 0;
            for (int k = 0; k < count; k++)
            {
                int doc = docs[k];
                place = BlockSource.Ceiling(theirs, place, doc);
                docs[kept] = doc;
                places[kept] = place;
                for (int before = 0; before < i; before++)
                {
                    byCost[before].Places[kept] = byCost[before].Places[k];
                }

                kept += theirs[place] == doc ? 1 : 0;
            }

            count = kept;
        }

        return count;
    }

    private bool Passes(int doc)
    {
        if (live is not null && !live.IsLive(doc))
        {
            return false;
        }

        foreach (ulong[] bits in filters)
        {
            if ((bits[doc >> 6] >> doc & 1) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private int DropLow(Part lead, int count, HitCollector collector)
    {
        lead.Source.Freqs(lead.Places.AsSpan(0, count), freqs);
        lead.Source.Score(docs.AsSpan(0, count), freqs, scores);
        int kept = 0;
        for (int k = 0; k < count; k++)
        {
            docs[kept] = docs[k];
            lead.Places[kept] = lead.Places[k];
            kept += ScoreBound.Widen((double)scores[k] + othersBound, scoring.Length) > collector.Least ? 1 : 0;
        }

        if (kept < count)
        {
            collector.MarkPruned();
        }

        return kept;
    }

    private void Take(int count, HitCollector collector)
    {
        if (count == 0)
        {
            return;
        }

        if (phrase is not null)
        {
            count = phrase.Check(byCost, docs, freqs, count, collector);
            phrase.Score(docs.AsSpan(0, count), freqs, scores);
        }
        else if (scoring.Length == 1)
        {
            Score(scoring[0], count);
        }
        else
        {
            Array.Clear(sums, 0, count);
            foreach (var part in scoring)
            {
                Score(part, count);
                for (int k = 0; k < count; k++)
                {
                    sums[k] += scores[k];
                }
            }

            for (int k = 0; k < count; k++)
            {
                scores[k] = (float)sums[k];
            }
        }

        collector.Collect(docs.AsSpan(0, count), scores);
    }

    private void Score(Part part, int count)
    {
        part.Source.Freqs(part.Places.AsSpan(0, count), freqs);
        part.Source.Score(docs.AsSpan(0, count), freqs, scores);
    }

    /// <summary>A source, and for each document found its place in the source's block.</summary>
    internal sealed record Part(BlockSource Source, int[] Places);
}
