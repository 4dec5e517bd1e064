using KnowledgeBase.Engine.Format.Norms;

namespace KnowledgeBase.Engine.Searching;

/// <summary>The last step of a phrase: of the documents that have all its terms, those where they stand together, and how often.</summary>
internal sealed class PhraseCheck(PositionMatcher matcher, FieldNorms? norms, float[] cache, float weight)
{
    /// <summary>Keeps the documents with a match and sets their frequencies; returns how many remain.</summary>
    public int Check(Intersection.Part[] parts, int[] docs, float[] freqs, int count, HitCollector collector)
    {
        bool prune = matcher.IsExact && collector.Least > 0 && collector.MayPrune;
        int kept = 0;
        for (int k = 0; k < count; k++)
        {
            int doc = docs[k];
            int rarest = int.MaxValue;
            foreach (var part in parts)
            {
                var postings = ((TermSource)part.Source).Postings;
                postings.MoveInBlock(part.Places[k]);
                rarest = Math.Min(rarest, postings.Freq);
            }

            // There are no more matches than occurrences of the rarest term.
            if (prune && Bm25.Score(weight, rarest, cache[norms is null ? 1 : norms.Codes[doc]]) <= collector.Least)
            {
                collector.MarkPruned();
                continue;
            }

            float freq = matcher.Freq();
            docs[kept] = doc;
            freqs[kept] = freq;
            kept += freq > 0 ? 1 : 0;
        }

        return kept;
    }

    public void Score(ReadOnlySpan<int> docs, ReadOnlySpan<float> freqs, Span<float> scores) => BlockScores.Fill(norms, cache, weight, docs, freqs, scores);
}
