using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Writing;

/// <summary>The writer's current list of segments, in document order. Callers hold the writer's state lock.</summary>
internal sealed class SegmentStore(IndexDirectory directory, FileReferences references)
{
    private readonly List<LiveSegment> segments = [];

    public IReadOnlyList<LiveSegment> Segments => segments;

    /// <summary>Number for the next segment's name.</summary>
    public long NextNumber { get; set; }

    /// <summary>Grows with each change of the list or of a segment in it.</summary>
    public long Version { get; set; }

    public string NextName() => "_" + Base36.Of(NextNumber++);

    public void Add(LiveSegment segment)
    {
        references.Add(segment.Files);
        segments.Add(segment);
        Version++;
    }

    /// <summary>Puts the merged segment, if there is one, at the place of the first of its sources.</summary>
    public void Replace(IReadOnlyCollection<LiveSegment> sources, LiveSegment? merged)
    {
        if (merged != null)
        {
            references.Add(merged.Files);
            segments.Insert(segments.FindIndex(sources.Contains), merged);
        }
        foreach (var source in sources) Remove(source);
        Version++;
    }

    public void Remove(LiveSegment segment)
    {
        segments.Remove(segment);
        references.Release(segment.Files);
        segment.Dispose();
        Version++;
    }

    /// <summary>
    /// The segments that make the view of a moment. One flushed after it is left out: an update within it deletes a document
    /// of an older segment, and that document would be seen twice.
    /// </summary>
    public IEnumerable<LiveSegment> SegmentsOf(long moment) => segments.Where(s => s.AppliedSequence <= moment);

    /// <summary>Closes all readers and, unless a failure left it unclear what is needed, removes the files of no commit.</summary>
    public void Close(bool removeUncommitted)
    {
        foreach (var segment in segments.ToArray())
        {
            if (removeUncommitted) Remove(segment);
            else segment.Dispose();
        }
    }

    /// <summary>Drops segments without a live document.</summary>
    public void DropEmpty()
    {
        foreach (var segment in segments.FindAll(s => s.LiveCount == 0 && !s.IsMerging)) Remove(segment);
    }

    /// <summary>Writes the deletions that are only in memory, each to a file of a new generation.</summary>
    public void WriteLiveDocs()
    {
        foreach (var segment in segments)
        {
            if (!segment.HasUnwrittenDeletes) continue;
            var before = segment.Files.ToArray();
            segment.WriteLiveDocs(NextGeneration(segment));
            references.Add(segment.Files);
            references.Release(before);
            Version++;
        }
    }

    /// <summary>A generation above every file of the segment that was ever written, by a writer that crashed too.</summary>
    private long NextGeneration(LiveSegment segment)
    {
        var newest = Math.Max(0, segment.Commit.DeleteGeneration);
        if (segment.Commit.DeleteGeneration >= 0) return newest + 1;
        foreach (var file in directory.ListAll())
        {
            if (!file.StartsWith(segment.Name + "_", StringComparison.Ordinal) || !file.EndsWith(".liv", StringComparison.Ordinal)) continue;
            if (Base36.TryParse(file.AsSpan((segment.Name.Length + 1)..^4), out var generation)) newest = Math.Max(newest, generation);
        }
        return newest + 1;
    }
}
