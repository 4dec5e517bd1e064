namespace KnowledgeBase.Engine.Format;

/// <summary>The content of a segments_N file: the list of segments that make the index at one instant.</summary>
public sealed class CommitPoint
{
    /// <summary>N of segments_N.</summary>
    public long Generation { get; set; }

    /// <summary>Grows with each change of the segment list.</summary>
    public long Version { get; set; }

    /// <summary>Number for the next segment's name; never reused.</summary>
    public long NextSegmentNumber { get; set; }

    public int CreatedMajor { get; init; } = 8;

    public byte[] Id { get; set; } = [];

    public List<SegmentCommitInfo> Segments { get; } = [];

    public SortedDictionary<string, string> UserData { get; init; } = new(StringComparer.Ordinal);
}
