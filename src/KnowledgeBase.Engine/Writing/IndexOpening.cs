using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Format.Commits;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Writing;

/// <summary>
/// What a writer finds when it opens a folder: the commit in force, and what a crash may have left. Left-over files are
/// removed, and no number or generation seen in a file name is given again.
/// </summary>
internal static class IndexOpening
{
    private const string CommitPrefix = "segments_", PendingPrefix = "pending_segments_";

    /// <summary>Fills a new writer's parts with what the folder holds, or prepares them for an index to be begun.</summary>
    /// <exception cref="IndexFormatException">The newest commit is damaged, or not to be continued; an older one is never taken in its place.</exception>
    /// <exception cref="FileNotFoundException">There is no index and the options ask for one.</exception>
    public static void Load(IndexDirectory directory, IndexWriterOptions options, Schema schema, SegmentStore store, Committer committer, CommitProtocol commits, FileReferences references)
    {
        var begins = options.OpenMode == OpenMode.Create;
        var commit = begins ? TryReadCommit(directory) : ReadCommit(directory);
        if (commit == null && options.OpenMode == OpenMode.Append) throw new FileNotFoundException($"There is no index in {directory}.");
        committer.Adopt(commit, HighestGeneration(directory));
        store.NextNumber = NextSegmentNumber(directory, commit);
        store.Version = commit?.Version ?? 0;
        if (commit != null && !begins)
        {
            foreach (var segment in commit.Segments) LoadSegment(directory, segment, options.VerifyOnOpen, schema, store);
            commits.Adopt(commit);
        }
        RemoveLeftovers(directory, references);
    }

    private static void LoadSegment(IndexDirectory directory, SegmentCommitInfo segment, bool verify, Schema schema, SegmentStore store)
    {
        var reader = SegmentReader.Open(directory, segment, verify);
        try
        {
            EnsureKept(reader);
            foreach (var field in reader.Fields) schema.Learn(field);
            store.Add(new LiveSegment(directory, segment, reader.LiveDocs, false, 0));
        }
        finally
        {
            reader.Release();
        }
    }

    /// <summary>A new index may be begun over a damaged one, whose files then count as left over.</summary>
    private static CommitPoint? TryReadCommit(IndexDirectory directory)
    {
        try
        {
            return ReadCommit(directory);
        }
        catch (IndexFormatException)
        {
            return null;
        }
    }

    /// <summary>The commit in force, or null when there is none.</summary>
    private static CommitPoint? ReadCommit(IndexDirectory directory)
    {
        var commit = CommitReader.ReadNewest(directory);
        foreach (var segment in commit?.Segments ?? [])
            if (segment.SoftDeleteCount > 0 || segment.FieldInfosGeneration >= 0 || segment.DocValuesGeneration >= 0)
                throw new UnsupportedIndexException(segment.Info.Name, "the segment has soft deletes or updated columns; this engine reads them but does not write to such an index");
        return commit;
    }

    /// <summary>Refuses to write to an index with what a merge of ours would lose: it is read, searched and checked, but left as it is.</summary>
    private static void EnsureKept(SegmentReader segment)
    {
        foreach (var field in segment.Fields)
        {
            if (field.HasTermVectors)
                throw new UnsupportedIndexException(segment.Info.Name, $"field '{field.Name}' has term vectors; this engine passes over them when it reads, but does not write to such an index, because its merges would lose them");
            if (field.IsSoftDeletesField)
                throw new UnsupportedIndexException(segment.Info.Name, $"field '{field.Name}' marks soft deletes; this engine reads them but does not write to such an index");
        }
    }

    /// <summary>The highest generation of any commit in the folder, finished or not.</summary>
    private static long HighestGeneration(IndexDirectory directory)
    {
        long highest = 0;
        foreach (var file in directory.ListAll())
            highest = Math.Max(highest, Suffix(file, CommitPrefix) ?? Suffix(file, PendingPrefix) ?? 0);
        return highest;
    }

    /// <summary>One more than the highest segment number in any file name.</summary>
    private static long NextSegmentNumber(IndexDirectory directory, CommitPoint? commit)
    {
        var next = commit?.NextSegmentNumber ?? 0;
        foreach (var file in directory.ListAll())
            if (SegmentNumber(file) is { } number) next = Math.Max(next, number + 1);
        return next;
    }

    /// <summary>Removes unfinished commits, temporary files and files of segments that no kept commit names.</summary>
    private static void RemoveLeftovers(IndexDirectory directory, FileReferences references)
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
