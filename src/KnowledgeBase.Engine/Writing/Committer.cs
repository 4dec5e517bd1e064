using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Format.Commits;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Writing;

/// <summary>
/// Makes a commit durable in two steps. Prepare: write and sync pending_segments_N, sync every file it names, sync the folder.
/// Finish: rename it to segments_N, sync the folder (the commit point), and let go of the commit before.
/// A failed sync is never tried again: what it was about may be lost in memory already, so the writer must be reopened.
/// </summary>
internal sealed class Committer(IndexDirectory directory, FileReferences references)
{
    private readonly HashSet<string> synced = new(StringComparer.Ordinal);
    private CommitPoint? prepared;

    /// <summary>The commit in force; null before the first.</summary>
    public CommitPoint? Last { get; private set; }

    public bool IsPrepared => prepared != null;

    /// <summary>Highest generation ever seen in the folder.</summary>
    public long LastGeneration { get; private set; }

    /// <summary>Takes over the commit that was there when the writer opened.</summary>
    public void Adopt(CommitPoint? last, long lastGeneration)
    {
        Last = last;
        LastGeneration = lastGeneration;
        if (last == null) return;
        var files = FilesOf(last);
        references.Add(files);
        synced.UnionWith(files);
    }

    public void Prepare(CommitPoint commit)
    {
        commit.Generation = ++LastGeneration;
        commit.Id = SegmentId.New();
        var files = commit.Segments.SelectMany(s => s.Files).ToArray();
        references.Add(files);
        var pending = Pending(commit.Generation);
        try
        {
            CommitWriter.Write(directory, pending, commit);
            directory.Sync([pending]);
            directory.Sync(files.Where(f => !synced.Contains(f)).ToArray());
            // Names before the rename: a commit must not outlast a power cut that its files do not.
            directory.SyncDirectory();
            synced.UnionWith(files);
            prepared = commit;
        }
        catch
        {
            references.Release(files);
            references.Discard([pending]);
            throw;
        }
    }

    public void Finish()
    {
        var commit = prepared ?? throw new InvalidOperationException("No commit was prepared.");
        prepared = null;
        var name = NameOf(commit.Generation);
        var renamed = false;
        try
        {
            directory.Rename(Pending(commit.Generation), name);
            renamed = true;
            directory.SyncDirectory();
        }
        catch
        {
            // Whether the new name would survive a power cut is unknown, so it must not stand.
            references.Release(commit.Segments.SelectMany(s => s.Files));
            references.Discard([renamed ? name : Pending(commit.Generation)]);
            throw;
        }
        references.Add([name]);
        var old = Last;
        Last = commit;
        if (old == null) return;
        references.Release(FilesOf(old));
        synced.IntersectWith(FilesOf(commit));
    }

    /// <summary>Undoes Prepare.</summary>
    public void Cancel()
    {
        if (prepared is not { } commit) return;
        prepared = null;
        references.Release(commit.Segments.SelectMany(s => s.Files));
        references.Discard([Pending(commit.Generation)]);
    }

    private static string NameOf(long generation) => "segments_" + Base36.Of(generation);

    private static string Pending(long generation) => "pending_" + NameOf(generation);

    private static string[] FilesOf(CommitPoint commit) =>
        [.. commit.Segments.SelectMany(s => s.Files), NameOf(commit.Generation)];
}
