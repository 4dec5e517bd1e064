using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Format.Commits;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Writing;

/// <summary>
/// What a writer finds when it opens a folder: the commit in force, and what a crash may have left. Left-over files are
/// removed, and no number or generation seen in a file name is given again.
/// </summary>
internal static class IndexOpening
{
    private const string CommitPrefix = "segments_", PendingPrefix = "pending_segments_";

    /// <summary>The commit in force, or null when there is none.</summary>
    /// <exception cref="IndexFormatException">The newest commit is damaged; an older one is never taken in its place.</exception>
    public static CommitPoint? ReadCommit(IndexDirectory directory)
    {
        var commit = CommitReader.ReadNewest(directory);
        foreach (var segment in commit?.Segments ?? [])
            if (segment.SoftDeleteCount > 0 || segment.FieldInfosGeneration >= 0 || segment.DocValuesGeneration >= 0)
                throw new UnsupportedIndexException(segment.Info.Name, "the segment has soft deletes or updated columns; this engine reads them but does not write to such an index");
        return commit;
    }

    /// <summary>The highest generation of any commit in the folder, finished or not.</summary>
    public static long HighestGeneration(IndexDirectory directory)
    {
        long highest = 0;
        foreach (var file in directory.ListAll())
            highest = Math.Max(highest, Suffix(file, CommitPrefix) ?? Suffix(file, PendingPrefix) ?? 0);
        return highest;
    }

    /// <summary>One more than the highest segment number in any file name.</summary>
    public static long NextSegmentNumber(IndexDirectory directory, CommitPoint? commit)
    {
        var next = commit?.NextSegmentNumber ?? 0;
        foreach (var file in directory.ListAll())
            if (SegmentNumber(file) is { } number) next = Math.Max(next, number + 1);
        return next;
    }

    /// <summary>Removes unfinished commits, temporary files and files of segments that no kept commit names.</summary>
    public static void RemoveLeftovers(IndexDirectory directory, FileReferences references)
    {
        references.Discard(directory.ListAll().Where(file => !references.IsNeeded(file)
            && (SegmentNumber(file) != null || Suffix(file, CommitPrefix) != null || Suffix(file, PendingPrefix) != null)));
    }

    /// <summary>The number in a file name of the form _n.ext, _n_suffix.ext; null for other names.</summary>
    private static long? SegmentNumber(string file)
    {
        if (file.Length < 3 || file[0] != '_') return null;
        var end = file.AsSpan(1).IndexOfAny('_', '.') + 1;
        return end > 1 && file.Contains('.', StringComparison.Ordinal) && Base36.TryParse(file.AsSpan(1..end), out var n) ? n : null;
    }

    private static long? Suffix(string file, string prefix) =>
        file.StartsWith(prefix, StringComparison.Ordinal) && Base36.TryParse(file.AsSpan(prefix.Length), out var n) ? n : null;
}
