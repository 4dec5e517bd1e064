namespace KnowledgeBase.Engine.Writing;

/// <summary>What an existing or missing index means when a writer opens.</summary>
public enum OpenMode
{
    /// <summary>Continue the index; begin an empty one when there is none.</summary>
    CreateOrAppend,

    /// <summary>Begin an empty index; the documents there are gone with the first commit.</summary>
    Create,

    /// <summary>Continue the index; it is an error when there is none.</summary>
    Append,
}

/// <summary>How a writer works. The defaults are Java's.</summary>
public sealed record IndexWriterOptions
{
    public OpenMode OpenMode { get; init; } = OpenMode.CreateOrAppend;

    /// <summary>Bytes that buffered documents may take, all threads together, before the largest buffer becomes a segment.</summary>
    public long BufferBytes { get; init; } = 64L << 20;

    /// <summary>Documents of one buffer that make a segment of it, or 0 for no such limit.</summary>
    public int BufferDocuments { get; init; }

    /// <summary>Which segments are merged; null merges only on request.</summary>
    public MergePolicy? MergePolicy { get; init; } = new();

    /// <summary>Merge on a thread of the writer's own; otherwise within the call that made the merge due.</summary>
    public bool BackgroundMerges { get; init; } = true;

    /// <summary>Join the files of each new segment into one: fewer open files, at the price of writing everything twice.</summary>
    public bool CompoundFiles { get; init; }

    /// <summary>
    /// Bytes of small new segments that may wait in memory for a commit or a merge, so that a view after a small change costs no
    /// call of the file system; 0 writes every segment to the disk at once.
    /// </summary>
    public long HeldBytes { get; init; } = 16L << 20;

    /// <summary>Added to positions between two texts of the same field in one document.</summary>
    public int PositionGap { get; init; }

    /// <summary>Added to offsets between two texts of the same field in one document.</summary>
    public int OffsetGap { get; init; } = 1;

    /// <summary>
    /// Compute the checksum of every file of the index when the writer opens, at about the speed at which they can be read: a deletion looks terms up and
    /// would otherwise believe damaged ones, and snapshots of the writer show its segments. Merges verify what they copy in any case.
    /// </summary>
    public bool VerifyOnOpen { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
