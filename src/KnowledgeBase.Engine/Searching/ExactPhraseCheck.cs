using KnowledgeBase.Engine.Format.Norms;

namespace KnowledgeBase.Engine.Searching;

/// <summary>
/// Terms at exactly their distances. The positions of all documents in hand are read term by term into one array; what a further term leaves of the places
/// where the phrase may begin stays in it, and a document with none left is not looked at again.
/// </summary>
internal sealed class ExactPhraseCheck : PhraseCheck
{
    private readonly List<TermSource> sources = [];
    private int[] offsets = [];
    private readonly int[] beginEnds = new int[128];
    private readonly int[] ends = new int[128];
    private readonly float[] leastFreqs = new float[128];
    private readonly float[] scores = new float[128];
    private int[] begins = new int[256];
    private int[] positions = new int[256];

    /// <summary>A phrase without a term yet, and the places of those to come.</summary>
    public ExactPhraseCheck Begin(int[] places, FieldNorms? norms, float[] cache, float weight)
    {
        Begin(norms, cache, weight);
        sources.Clear();
        offsets = places;
        return this;
    }

    public void Add(TermSource source) => sources.Add(source);

    public override int Check(ReadOnlySpan<Intersection.Part> parts, int[] docs, float[] freqs, int count, HitCollector collector)
    {
        if (collector.Least > 0 && collector.MayPrune)
        {
            count = DropLow(parts, docs, freqs, count, collector);
        }

        // The phrase's first term leads: where a term stands twice on one position, each time it leads counts, as in the reference implementation.
        int lead = 0;
        while (parts[lead].Source != sources[0])
        {
            lead++;
        }

        Read(parts[lead], count, ref begins, beginEnds);
        for (int p = 0; p < parts.Length && count > 0; p++)
        {
            if (p == lead)
            {
                continue;
            }

            Read(parts[p], count, ref positions, ends);
            int distance = OffsetOf(parts[p]) - OffsetOf(parts[lead]);
            int kept = 0;
            int left = 0;
            int begin = 0;
            int position = 0;
            for (int k = 0; k < count; k++)
            {
                int before = left;
                int beginEnd = beginEnds[k];
                int positionEnd = ends[k];
                while (begin < beginEnd && position < positionEnd)
                {
                    int wanted = begins[begin] + distance;
                    int found = positions[position];
                    begins[left] = begins[begin];
                    left += wanted == found ? 1 : 0;
                    begin += wanted <= found ? 1 : 0;
                    position += wanted > found ? 1 : 0;
                }

                begin = beginEnd;
                position = positionEnd;
                docs[kept] = docs[k];
                foreach (var later in parts[(p + 1)..])
                {
                    later.Places[kept] = later.Places[k];
                }

                beginEnds[kept] = left;
                freqs[kept] = left - before;
                kept += left > before ? 1 : 0;
            }

            count = kept;
        }

        return count;
    }

    // A match takes an occurrence of each term: there are no more of them than of the rarest.
    private int DropLow(ReadOnlySpan<Intersection.Part> parts, int[] docs, float[] freqs, int count, HitCollector collector)
    {
        parts[0].Source.Freqs(parts[0].Places.AsSpan(0, count), leastFreqs);
        for (int p = 1; p < parts.Length; p++)
        {
            parts[p].Source.Freqs(parts[p].Places.AsSpan(0, count), freqs);
            for (int k = 0; k < count; k++)
            {
                leastFreqs[k] = Math.Min(leastFreqs[k], freqs[k]);
            }
        }

        Score(docs.AsSpan(0, count), leastFreqs, scores);
        int kept = 0;
        for (int k = 0; k < count; k++)
        {
            Keep(parts, docs, k, kept);
            kept += scores[k] > collector.Least ? 1 : 0;
        }

        if (kept < count)
        {
            collector.MarkPruned();
        }

        return kept;
    }

    private static void Keep(ReadOnlySpan<Intersection.Part> parts, int[] docs, int from, int to)
    {
        docs[to] = docs[from];
        foreach (var part in parts)
        {
            part.Places[to] = part.Places[from];
        }
    }

    private static void Read(Intersection.Part part, int count, ref int[] flat, int[] ends) =>
        ((TermSource)part.Source).Postings.ReadPositions(part.Places.AsSpan(0, count), ref flat, ends);

    private int OffsetOf(Intersection.Part part) => offsets[sources.IndexOf((TermSource)part.Source)];
}
