using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Searching;

namespace KnowledgeBase.Engine.Writing;

/// <summary>Finds what a deletion by query concerns.</summary>
internal static class QueryDeletes
{
    /// <summary>The matching documents of each segment, numbered within it.</summary>
    public static List<int>[] Find(IReadOnlyList<LiveSegment> segments, Query query)
    {
        using var view = new IndexSnapshot([.. segments.Select(s => s.OpenReader())], new Dictionary<string, string>(), 0, -1);
        var weight = query.Rewrite(view).Bind(new SearchContext(view, new Bm25()), 1f);
        return [.. view.Segments.Select(s => Find(weight.Scorer(s)))];
    }

    private static List<int> Find(Scorer? scorer)
    {
        var found = new List<int>();
        for (var d = scorer?.Next() ?? Scorer.End; d != Scorer.End; d = scorer!.Next()) found.Add(d);
        return found;
    }
}
