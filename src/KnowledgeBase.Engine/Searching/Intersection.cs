using System.Runtime.Intrinsics;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>
/// Documents that all sources have, found block against block: where the blocks in hand overlap, the rarest one's documents are looked up in the others,
/// eight or 32 places at a time; what remains waits with its frequencies until it is enough to be scored at once. Once only the best matter, spans whose bounds are too low are passed over, and so are
/// documents whose score from the rarest source alone says that they cannot enter.
/// </summary>
internal sealed class Intersection
{
    private const int LeastSpan = 1024;

    // So many documents are worth scoring at once.
    private const int Batch = 128;
    private readonly List<Part> parts = [];
    private readonly List<ulong[]> filters = [];
    private Part[] byCost = new Part[8];
    private Part[] scoring = new Part[8];
    private int partCount;
    private int scoringCount;
    private LiveDocs? live;
    private PhraseCheck? phrase;
    private int[] docs = [];
    private float[] freqs = [];
    private float[] scores = [];
    private float othersBound;
    private int[] found = [];
    private int foundCount;
    private float[] foundScores = [];
    private double[] sums = [];

    private Span<Part> ByCost => byCost.AsSpan(0, partCount);

    private Span<Part> Scoring => scoring.AsSpan(0, scoringCount);

    /// <summary>An intersection of nothing yet.</summary>
    /// <param name="liveDocs">The documents that are not deleted; null for all.</param>
    /// <param name="check">A last check, which then also gives the frequency; null for none.</param>
    public Intersection Begin(LiveDocs? liveDocs, PhraseCheck? check = null)
    {
        filters.Clear();
        partCount = 0;
        scoringCount = 0;
        foundCount = 0;
        live = liveDocs;
        phrase = check;
        return this;
    }

    /// <summary>A further source that must have the document; those whose scores add up come in the clauses' order.</summary>
    public void Add(BlockSource source, bool scores)
    {
        if (partCount == parts.Count)
        {
            parts.Add(new Part());
        }

        if (partCount == byCost.Length)
        {
            Array.Resize(ref byCost, partCount * 2);
            Array.Resize(ref scoring, partCount * 2);
        }

        var part = parts[partCount];
        part.Source = source;
        int at = partCount++;
        for (; at > 0 && byCost[at - 1].Source.Cost > source.Cost; at--)
        {
            byCost[at] = byCost[at - 1];
        }

        byCost[at] = part;
        if (scores)
        {
            scoring[scoringCount++] = part;
        }
    }

    /// <summary>A set of bits that must have the document too.</summary>
    public void AddFilter(ulong[] bits) => filters.Add(bits);

    /// <summary>Tells groups how few documents will be asked for, so that they unite no more around each than pays, or nothing.</summary>
    public void ExpectFew(int maxDoc)
    {
        long targets = byCost[0].Source.Cost;
        bool walks = false;
        for (int i = 1; i < partCount; i++)
        {
            var group = byCost[i].Source as GroupSource;
            group?.PreferLookUp(targets);
            group?.Expect(targets, maxDoc);
            walks |= group is not { LooksUp: true };
        }

        if (walks)
        {
            (byCost[0].Source as GroupSource)?.Expect(targets, maxDoc);
        }
    }

    public void Run(HitCollector collector)
    {
        Prepare(byCost[0].Source.Largest);
        Walk(collector);
        Flush(collector);
    }

    private void Walk(HitCollector collector)
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

            for (int i = 1; i < partCount; i++)
            {
                var other = byCost[i].Source;
                if (other is GroupSource { LooksUp: true })
                {
                    continue;
                }

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
        foreach (var part in Scoring)
        {
            bounded = Math.Min(bounded, part.Source.AdvanceShallow(from));
        }

        bounded = Math.Max(bounded, from + LeastSpan);
        double others = 0;
        double all = 0;
        foreach (var part in Scoring)
        {
            float bound = part.Source.MaxScore(bounded);
            all += bound;
            others += part == byCost[0] ? 0 : bound;
        }

        othersBound = ScoreBound.Widen(others, scoringCount);
        return ScoreBound.Widen(all, scoringCount) > least;
    }

    private int Intersect(int from, int end, bool prune, HitCollector collector)
    {
        var lead = byCost[0];
        int count = Span(lead, from, end);
        if (live is not null)
        {
            count = Among(lead.Places, live.Words, count);
        }

        for (int f = 0; f < filters.Count; f++)
        {
            count = Among(lead.Places, filters[f], count);
        }

        if (prune && Scoring.IndexOf(lead) >= 0)
        {
            count = DropLow(lead, count, collector);
        }

        for (int i = 1; i < partCount && count > 0; i++)
        {
            var part = byCost[i];
            if (part.Source is GroupSource { LooksUp: true } group)
            {
                count = LookUp(group, i, count);
                continue;
            }

            bool far = part.IsFar;
            int[] places = part.Places;
            int[] theirs = part.Source.Docs;
            int place = part.Source.At;
            int kept = 0;
            for (int k = 0; k < count; k++)
            {
                int doc = docs[k];
                place = far ? BlockSource.FarCeiling(theirs, place, doc) : BlockSource.Ceiling(theirs, place, doc);
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

    private int LookUp(GroupSource group, int i, int count)
    {
        var found = group.LookUp(docs, count);
        int[] places = byCost[i].Places;
        int kept = 0;
        for (int k = 0; k < count; k++)
        {
            docs[kept] = docs[k];
            places[kept] = k;
            for (int before = 0; before < i; before++)
            {
                byCost[before].Places[kept] = byCost[before].Places[k];
            }

            kept += found[k] ? 1 : 0;
        }

        return kept;
    }

    // The leading source's documents of a span; what is written behind them, up to the next eighth place, is of no meaning.
    private int Span(Part lead, int from, int end)
    {
        int[] theirs = lead.Source.Docs;
        int first = BlockSource.Ceiling(theirs, lead.Source.At, from);
        int count = (end == lead.Source.Last ? lead.Source.Count : BlockSource.FarCeiling(theirs, first, end + 1)) - first;
        var place = Vector256.Create(first) + Vector256<int>.Indices;
        for (int k = 0; k < count; k += 8, place += Vector256.Create(8))
        {
            Vector256.Create(theirs, first + k).CopyTo(docs, k);
            place.CopyTo(lead.Places, k);
        }

        return count;
    }

    // Keeps the documents that have their bit set.
    private int Among(int[] places, ReadOnlySpan<ulong> bits, int count)
    {
        int kept = 0;
        for (int k = 0; k < count; k++)
        {
            int doc = docs[k];
            docs[kept] = doc;
            places[kept] = places[k];
            kept += (int)(bits[doc >> 6] >> doc) & 1;
        }

        return kept;
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
            kept += ScoreBound.Widen((double)scores[k] + othersBound, scoringCount) > collector.Least ? 1 : 0;
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
            count = phrase.Check(ByCost, docs, freqs, count, collector);
            phrase.Score(docs.AsSpan(0, count), freqs, scores);
            collector.Collect(docs.AsSpan(0, count), scores);
        }
        else
        {
            docs.AsSpan(0, count).CopyTo(found.AsSpan(foundCount));
            foreach (var part in Scoring)
            {
                part.Source.Freqs(part.Places.AsSpan(0, count), part.Freqs.AsSpan(foundCount));
            }

            foundCount += count;
            if (foundCount >= Batch)
            {
                Flush(collector);
            }
        }
    }

    private void Flush(HitCollector collector)
    {
        var these = found.AsSpan(0, foundCount);
        foundCount = 0;
        if (these.IsEmpty)
        {
            return;
        }

        if (scoringCount == 1)
        {
            scoring[0].Source.Score(these, scoring[0].Freqs, foundScores);
        }
        else
        {
            Array.Clear(sums, 0, these.Length);
            foreach (var part in Scoring)
            {
                part.Source.Score(these, part.Freqs, foundScores);
                for (int k = 0; k < these.Length; k++)
                {
                    sums[k] += foundScores[k];
                }
            }

            for (int k = 0; k < these.Length; k++)
            {
                foundScores[k] = (float)sums[k];
            }
        }

        collector.Collect(these, foundScores);
    }

    private void Prepare(int most)
    {
        if (docs.Length < most + 8)
        {
            docs = new int[most + 8];
            freqs = new float[most];
            scores = new float[most];
            found = new int[most + Batch];
            foundScores = new float[most + Batch];
            sums = new double[most + Batch];
        }

        foreach (var part in ByCost)
        {
            part.Prepare(most, byCost[0].Source.Cost);
        }
    }

    /// <summary>A source, and for each document found its place in the source's block.</summary>
    internal sealed class Part
    {
        public BlockSource Source { get; set; } = null!;

        public int[] Places { get; private set; } = [];

        /// <summary>The frequencies of documents that wait for their scores.</summary>
        public float[] Freqs { get; private set; } = [];

        /// <summary>Whether many of the source's documents lie between two of the rarest source.</summary>
        public bool IsFar { get; private set; }

        public void Prepare(int most, long leastCost)
        {
            IsFar = Source.Cost > leastCost * 6;
            if (Places.Length < most + 8)
            {
                Places = new int[most + 8];
                Freqs = new float[most + Batch];
            }
        }
    }
}
