using KnowledgeBase.Engine.Format.Norms;

namespace KnowledgeBase.Engine.Searching;

/// <summary>The last step of a phrase: of the documents that have all its terms, those where they stand together, and how often.</summary>
internal abstract class PhraseCheck(FieldNorms? norms, float[] cache, float weight)
{
    /// <summary>Keeps the documents with a match and sets their frequencies; returns how many remain.</summary>
    public abstract int Check(Intersection.Part[] parts, int[] docs, float[] freqs, int count, HitCollector collector);

    public void Score(ReadOnlySpan<int> docs, ReadOnlySpan<float> freqs, Span<float> scores) => BlockScores.Fill(norms, cache, weight, docs, freqs, scores);
}

/// <summary>Asks a matcher document by document.</summary>
internal sealed class MatcherCheck(PositionMatcher matcher, FieldNorms? norms, float[] cache, float weight) : PhraseCheck(norms, cache, weight)
{
    public override int Check(Intersection.Part[] parts, int[] docs, float[] freqs, int count, HitCollector collector)
    {
        int kept = 0;
        for (int k = 0; k < count; k++)
        {
            foreach (var part in parts)
            {
                ((TermSource)part.Source).Postings.MoveInBlock(part.Places[k]);
            }

            float freq = matcher.Freq();
            docs[kept] = docs[k];
            freqs[kept] = freq;
            kept += freq > 0 ? 1 : 0;
        }

        return kept;
    }
}

/// <summary>
/// Terms at exactly their distances. The positions of all documents in hand are read term by term into one array; what a further term leaves of the places
/// where the phrase may begin stays in it, and a document with none left is not looked at again.
/// </summary>
internal sealed class ExactPhraseCheck(TermSource[] sources, int[] offsets, FieldNorms? norms, float[] cache, float weight) : PhraseCheck(norms, cache, weight)
{
    private readonly int[] beginEnds = new int[128];
    private readonly int[] ends = new int[128];
    private readonly float[] leastFreqs = new float[128];
    private readonly float[] scores = new float[128];
    private int[] begins = new int[256];
    private int[] positions = new int[256];

    public override int Check(Intersection.Part[] parts, int[] docs, float[] freqs, int count, HitCollector collector)
    {
        if (collector.Least > 0 && collector.MayPrune)
        {
            count = DropLow(parts, docs, freqs, count, collector);
        }

        // The phrase's first term leads: where a term stands twice on one position, each time it leads counts, as in the reference implementation.
        int lead = Array.FindIndex(parts, p => p.Source == sources[0]);
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
                Keep(parts, docs, k, kept);
                beginEnds[kept] = left;
                freqs[kept] = left - before;
                kept += left > before ? 1 : 0;
            }

            count = kept;
        }

        return count;
    }

    // A match takes an occurrence of each term: there are no more of them than of the rarest.
    private int DropLow(Intersection.Part[] parts, int[] docs, float[] freqs, int count, HitCollector collector)
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

    private static void Keep(Intersection.Part[] parts, int[] docs, int from, int to)
    {
        docs[to] = docs[from];
        foreach (var part in parts)
        {
            part.Places[to] = part.Places[from];
        }
    }

    private static void Read(Intersection.Part part, int count, ref int[] flat, int[] ends) =>
        ((TermSource)part.Source).Postings.ReadPositions(part.Places.AsSpan(0, count), ref flat, ends);

    private int OffsetOf(Intersection.Part part) => offsets[Array.IndexOf(sources, part.Source)];
}
