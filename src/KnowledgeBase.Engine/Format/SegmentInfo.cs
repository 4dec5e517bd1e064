namespace KnowledgeBase.Engine.Format;

/// <summary>The version triple that segments and commits carry.</summary>
public readonly record struct FormatVersion(int Major, int Minor, int Bugfix) : IComparable<FormatVersion>
{
    /// <summary>The version this engine writes, and the newest it reads.</summary>
    public static readonly FormatVersion Current = new(8, 8, 1);

    public int CompareTo(FormatVersion other) => (Major, Minor, Bugfix).CompareTo((other.Major, other.Minor, other.Bugfix));

    public override string ToString() => $"{Major}.{Minor}.{Bugfix}";
}

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

/// <summary>A segment as a commit names it: the immutable segment and the generations of what may change about it.</summary>
public sealed class SegmentCommitInfo
{
    public required SegmentInfo Info { get; init; }

    public string Codec { get; init; } = "Lucene87";

    /// <summary>Generation of the .liv file, or -1 when no document is deleted.</summary>
    public long DeleteGeneration { get; set; } = -1;

    public int DeleteCount { get; set; }

    public long FieldInfosGeneration { get; set; } = -1;

    public long DocValuesGeneration { get; set; } = -1;

    public int SoftDeleteCount { get; set; }

    /// <summary>Changes whenever a generation moves; null when the commit does not say.</summary>
    public byte[]? CommitId { get; set; }

    public SortedSet<string> FieldInfosFiles { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Files of updated doc values, by field number.</summary>
    public SortedDictionary<int, SortedSet<string>> DocValuesUpdateFiles { get; init; } = new();
}

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
