namespace KnowledgeBase.Engine.Format;

/// <summary>What the postings of a field record; each level holds all of the one before. The numbers are those of the .fnm file.</summary>
public enum IndexOptions : byte
{
    None = 0,
    Docs = 1,
    DocsAndFreqs = 2,
    DocsAndFreqsAndPositions = 3,
    DocsAndFreqsAndPositionsAndOffsets = 4,
}
