using KnowledgeBase.Search.Matching;

namespace KnowledgeBase.Search.Embedded;

/// <summary>
/// Small reasons of the record to stand higher, where the reader asks for them: how recent a document is among those that
/// answer best, and how well it is described and read. They part documents that answer about equally well.
/// </summary>
internal sealed class RecordSignals(SearchRequest request, int newest)
{
    /// <summary>Years that halve what being recent counts.</summary>
    private const double HalfLife = 10;

    /// <summary>What the score is multiplied with: from 1 to 1 + <see cref="Weights.Signal"/> for each signal.</summary>
    public double Factor(HitRecord record) =>
        1 + (Weights.Signal * ((request.PreferRecent ? Freshness(record) : 0) + (request.PreferComplete ? Completeness(record) : 0)));

    /// <summary>Zero for a document without a year.</summary>
    private double Freshness(HitRecord record) => record.Year is { } year ? Math.Pow(0.5, Math.Max(0, newest - year) / HalfLife) : 0;

    private static double Completeness(HitRecord record)
    {
        bool[] parts = [record.Title.Length > 0, record.Authors.Count > 0, record.Year is not null, record.Places.Count > 0, record.Themes.Count > 0];
        var readable = record.PageCount > 0 ? 1 - ((double)Math.Min(record.UnreadPages, record.PageCount) / record.PageCount) : 1;
        return readable * parts.Count(p => p) / parts.Length;
    }
}
