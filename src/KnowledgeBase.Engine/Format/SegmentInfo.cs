namespace KnowledgeBase.Engine.Format;

/// <summary>The content of a segment's .si file: immutable once the segment is written.</summary>
public sealed class SegmentInfo
{
    /// <summary>For example <c>_0</c>.</summary>
    public required string Name { get; init; }

    /// <summary>16 random bytes that every file of the segment carries in its header.</summary>
    public required byte[] Id { get; init; }

    public FormatVersion Version { get; init; } = FormatVersion.Current;

    /// <summary>The lowest version among the data merged into the segment; null in segments of unknown origin.</summary>
    public FormatVersion? MinVersion { get; init; } = FormatVersion.Current;

    /// <summary>Number of documents, deleted ones included.</summary>
    public required int MaxDoc { get; init; }

    public bool IsCompound { get; init; }

    public SortedDictionary<string, string> Diagnostics { get; init; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Attributes { get; init; } = new(StringComparer.Ordinal);

    /// <summary>All files of the segment itself, the .si file included, files of later generations excluded.</summary>
    public SortedSet<string> Files { get; init; } = new(StringComparer.Ordinal);
}
