using KnowledgeBase.Engine.Format.Norms;

namespace KnowledgeBase.Engine.Searching;

/// <summary>The last step of a phrase: of the documents that have all its terms, those where they stand together, and how often.</summary>
internal abstract class PhraseCheck
{
    private FieldNorms? norms;
    private float[] cache = [];
    private float weight;

    /// <summary>Keeps the documents with a match and sets their frequencies; returns how many remain.</summary>
    public abstract int Check(ReadOnlySpan<Intersection.Part> parts, int[] docs, float[] freqs, int count, HitCollector collector);

    public void Score(ReadOnlySpan<int> docs, ReadOnlySpan<float> freqs, Span<float> scores) => BlockScores.Fill(norms, cache, weight, docs, freqs, scores);

    protected void Begin(FieldNorms? fieldNorms, float[] lengths, float boostedIdf)
    {
        norms = fieldNorms;
        cache = lengths;
        weight = boostedIdf;
    }
}

/// <summary>Asks a matcher document by document.</summary>
internal sealed class MatcherCheck : PhraseCheck
{
    private readonly PositionMatcher matcher;

    public MatcherCheck(PositionMatcher matcher, FieldNorms? norms, float[] cache, float weight)
    {
        this.matcher = matcher;
        Begin(norms, cache, weight);
    }

    public override int Check(ReadOnlySpan<Intersection.Part> parts, int[] docs, float[] freqs, int count, HitCollector collector)
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
