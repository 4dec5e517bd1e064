using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Writing;

/// <summary>
/// What goes into a commit, and when there is one to make: everything up to one moment, with the user data given for it.
/// <see cref="Committer"/> then makes it durable. Called with the commit lock held.
/// </summary>
internal sealed class CommitProtocol(WriterLocks locks, SegmentStore store, FileReferences references, Committer committer, Flusher flusher, IndexLock writeLock)
{
    private SortedDictionary<string, string> userData = new(StringComparer.Ordinal);
    private bool userDataChanged;
    private long committedVersion = -1;

    public IReadOnlyDictionary<string, string> UserData => userData;

    /// <summary>Goes on from the commit that was there when the writer opened.</summary>
    public void Adopt(CommitPoint commit)
    {
        userData = new SortedDictionary<string, string>(commit.UserData, StringComparer.Ordinal);
        store.Version = commit.Version;
        committedVersion = store.Version;
    }

    public void SetUserData(IReadOnlyDictionary<string, string> data)
    {
        userData = new SortedDictionary<string, string>(data.ToDictionary(), StringComparer.Ordinal);
        userDataChanged = true;
    }

    /// <summary>Writes everything done so far and makes it ready to take force. False when nothing changed since the last commit.</summary>
    public bool Prepare()
    {
        writeLock.EnsureHeld();
        if (Gather() is not { } commit) return false;
        try
        {
            committer.Prepare(commit);
        }
        finally
        {
            references.Release(commit.Segments.SelectMany(s => s.Files));
        }
        return true;
    }

    /// <summary>The next commit; a reference is held to each of its files. Null when nothing changed.</summary>
    private CommitPoint? Gather()
    {
        lock (locks.Apply)
        {
            var moment = flusher.FlushAll();
            lock (locks.State)
            {
                if (committer.Last != null && store.Version == committedVersion && !userDataChanged) return null;
                store.WriteLiveDocs();
                committedVersion = ++store.Version;
                userDataChanged = false;
                var commit = new CommitPoint { Version = store.Version, NextSegmentNumber = store.NextNumber, UserData = new(userData, StringComparer.Ordinal) };
                commit.Segments.AddRange(store.SegmentsOf(moment).Select(s => s.Commit));
                if (commit.Segments.Count < store.Segments.Count) committedVersion = -1; // Something newer is there to be committed next.
                references.Add(commit.Segments.SelectMany(s => s.Files));
                return commit;
            }
        }
    }
}
