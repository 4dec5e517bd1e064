using KnowledgeBase.Engine.Format.Norms;

namespace KnowledgeBase.Engine.Searching;

/// <summary>
/// BM25 (S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework", 2009) in the arithmetic of Lucene 8: single precision,
/// this order of operations, without the factor k1 + 1. Score = weight - weight / (1 + freq × cache[length code]).
/// </summary>
public sealed class Bm25
{
    private readonly float k1;
    private readonly float b;
    private readonly float[] lengths = new float[256];

    public Bm25(float k1 = 1.2f, float b = 0.75f)
    {
        this.k1 = k1;
        this.b = b;
        for (int code = 0; code < 256; code++)
        {
            lengths[code] = LengthCode.Decode((byte)code);
        }
    }

    public static float Idf(long docFreq, long docCount) => (float)Math.Log(1 + ((docCount - docFreq + 0.5D) / (docFreq + 0.5D)));

    /// <summary>The length part of the score, by length code.</summary>
    internal float[] Cache(FieldStatistics field)
    {
        float average = (float)(field.SumTotalTermFreq / (double)field.DocCount);
        var cache = new float[256];
        for (int code = 0; code < 256; code++)
        {
            cache[code] = 1f / (k1 * ((1 - b) + (b * lengths[code] / average)));
        }

        return cache;
    }

    internal static float Score(float weight, float freq, float cached) => weight - (weight / (1f + (freq * cached)));
}

/// <summary>Sums over the segments of a snapshot for one field.</summary>
/// <param name="DocCount">Documents with the field, deleted ones included.</param>
/// <param name="SumTotalTermFreq">Occurrences of all its terms.</param>
public sealed record FieldStatistics(long DocCount, long SumTotalTermFreq);
