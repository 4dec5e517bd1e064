using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using KnowledgeBase.Engine.Format.Norms;

namespace KnowledgeBase.Engine.Searching;

/// <summary>BM25 of many documents at once: the arithmetic of <see cref="Bm25.Score"/>, eight at a time where the machine can.</summary>
internal static class BlockScores
{
    /// <summary>The scores of documents with these frequencies; the documents must exist.</summary>
    public static unsafe void Fill(FieldNorms? norms, float[] cache, float weight, ReadOnlySpan<int> docs, ReadOnlySpan<float> freqs, Span<float> scores)
    {
        int i = 0;
        if (norms is null)
        {
            for (; i < docs.Length; i++)
            {
                scores[i] = Bm25.Score(weight, freqs[i], cache[1]);
            }

            return;
        }

        var codes = norms.Codes;
        if (Avx2.IsSupported)
        {
            var weights = Vector256.Create(weight);
            var low = Vector256.Create(255);
            // Documents were checked to lie below maxDoc when they were decoded, and three bytes after the last code are readable.
            fixed (byte* code = codes)
            fixed (float* length = cache)
            {
                for (; i + 8 <= docs.Length; i += 8)
                {
                    var norm = Avx2.GatherVector256((int*)code, Vector256.Create(docs.Slice(i, 8)), 1) & low;
                    var cached = Avx2.GatherVector256(length, norm, 4);
                    var freq = Vector256.Create(freqs.Slice(i, 8));
                    (weights - (weights / (Vector256<float>.One + (freq * cached)))).CopyTo(scores[i..]);
                }
            }
        }

        for (; i < docs.Length; i++)
        {
            scores[i] = Bm25.Score(weight, freqs[i], cache[codes[docs[i]]]);
        }
    }
}
