namespace KnowledgeBase.Engine.Searching;

/// <summary>A hit: the document's number in the snapshot and its score (NaN when sorted by a field).</summary>
public readonly record struct ScoreDoc(int Doc, float Score);

/// <summary>The best hits, in order: by score falling, then by document.</summary>
/// <param name="TotalHits">Number of hits, or a lower bound.</param>
/// <param name="IsExact">Whether <paramref name="TotalHits"/> is the number itself.</param>
/// <param name="Hits">The best.</param>
public sealed record TopDocs(long TotalHits, bool IsExact, ScoreDoc[] Hits);
