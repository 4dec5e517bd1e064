using System.Numerics;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>Collects documents given as bits, all with one score: counted by words, and looked at only as long as one more can be among the best.</summary>
internal static class BitsCollection
{
    private const int Batch = 256;

    /// <param name="bits">Bit d and 63 of word d >> 6 set for each hit; deleted ones are taken out.</param>
    /// <param name="score">Score of each.</param>
    /// <param name="live">The documents that are not deleted; null for all.</param>
    /// <param name="collector">Where the hits go.</param>
    public static void Run(Span<ulong> bits, float score, LiveDocs? live, HitCollector collector)
    {
        if (live is not null)
        {
            var words = live.Words;
            for (int w = 0; w < bits.Length; w++)
            {
                bits[w] &= words[w];
            }
        }

        bool counted = collector.TakesCounts;
        if (counted)
        {
            long count = 0;
            foreach (ulong word in bits)
            {
                count += BitOperations.PopCount(word);
            }

            collector.AddCount(count);
        }

        Span<int> docs = stackalloc int[Batch];
        Span<float> scores = stackalloc float[Batch];
        scores.Fill(score);
        int filled = 0;
        for (int w = 0; w < bits.Length && !(counted && collector.Least >= score); w++)
        {
            for (ulong word = bits[w]; word != 0; word &= word - 1)
            {
                docs[filled++] = (w << 6) + BitOperations.TrailingZeroCount(word);
            }

            if (filled > Batch - 64 || (counted && filled > 0) || w == bits.Length - 1)
            {
                if (counted)
                {
                    collector.Offer(docs[..filled], scores);
                }
                else
                {
                    collector.Tick();
                    collector.Collect(docs[..filled], scores);
                }

                filled = 0;
            }
        }
    }
}
