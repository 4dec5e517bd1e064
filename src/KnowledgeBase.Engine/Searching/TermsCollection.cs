using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

internal static class TermsCollection
{
    public static void Any(TermScorer[] terms, SnapshotSegment segment, HitCollector collector) => IndexSearcher.Walk(new DisjunctionScorer(terms), segment, collector);
}
