using System.Collections.Concurrent;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>The statistics of a snapshot's fields and what scores need of them, made once a field. Safe for any number of threads.</summary>
internal sealed class FieldScoring(IndexSnapshot snapshot, Bm25 similarity)
{
    private readonly ConcurrentDictionary<string, (FieldStatistics Statistics, float[] Cache)> fields = new(StringComparer.Ordinal);

    public (FieldStatistics Statistics, float[] Cache) Of(string field) =>
        fields.TryGetValue(field, out var known) ? known : fields.GetOrAdd(field, Prepare(field));

    private (FieldStatistics Statistics, float[] Cache) Prepare(string field)
    {
        long docs = 0;
        long freqs = 0;
        foreach (var segment in snapshot.Segments)
        {
            if (segment.Reader.Terms(field) is { } terms)
            {
                docs += terms.DocCount;
                freqs += terms.SumTotalTermFreq;
            }
        }

        var statistics = new FieldStatistics(docs, freqs);
        return (statistics, docs == 0 ? new float[256] : similarity.Cache(statistics));
    }
}
