namespace KnowledgeBase.Search;

public sealed record IndexStatistics(long Documents, long Pages, long Bytes, int Segments, string Fingerprint);
