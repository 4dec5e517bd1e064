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
    private double[] sums = [];
    private float othersBound;

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

    /// <summary>Tells groups how few documents will be asked for, so that they unite no more around each than pays.</summary>
    public void ExpectFew(int maxDoc)
    {
        foreach (var part in ByCost)
        {
            (part.Source as GroupSource)?.Expect(byCost[0].Source.Cost, maxDoc);
        }
    }

    public void Run(HitCollector collector)
    {
        Prepare(byCost[0].Source.Largest);
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
        int[] leadPlaces = lead.Places;
        int count = 0;
        int[] leadDocs = lead.Source.Docs;
        int first = BlockSource.Ceiling(leadDocs, lead.Source.At, from);
        bool all = live is null && filters.Count == 0;
        for (int place = first; leadDocs[place] <= end; place++)
        {
            docs[count] = leadDocs[place];
            leadPlaces[count] = place;
            count += all || Passes(leadDocs[place]) ? 1 : 0;
        }

        if (prune && Scoring.IndexOf(lead) >= 0)
        {
            count = DropLow(lead, count, collector);
        }

        for (int i = 1; i < partCount && count > 0; i++)
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
        }
        else if (scoringCount == 1)
        {
            Score(scoring[0], count);
        }
        else
        {
            Array.Clear(sums, 0, count);
            foreach (var part in Scoring)
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

    private void Prepare(int most)
    {
        if (docs.Length < most)
        {
            docs = new int[most];
            freqs = new float[most];
            scores = new float[most];
            sums = new double[most];
        }

        foreach (var part in ByCost)
        {
            part.Prepare(most);
        }
    }

    /// <summary>A source, and for each document found its place in the source's block.</summary>
    internal sealed class Part
    {
        public BlockSource Source { get; set; } = null!;

        public int[] Places { get; private set; } = [];

        public void Prepare(int most)
        {
            if (Places.Length < most)
            {
                Places = new int[most];
            }
        }
    }
}
