using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Format.Segments;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Writing;

/// <summary>
/// A segment as the writer holds it: what its next commit will say of it, the deletions that are only in memory so far,
/// and a reader that is opened when first needed. Changed only under the writer's apply lock.
/// </summary>
internal sealed class LiveSegment : IDisposable
{
    private readonly IndexDirectory directory;
    private SegmentReader? reader;
    private LiveDocs? live;
    private bool unwritten;

    /// <param name="directory">Where its files are.</param>
    /// <param name="commit">What a commit says of it.</param>
    /// <param name="live">Which documents are live; null when all are.</param>
    /// <param name="unwritten">Whether that is in no file yet.</param>
    /// <param name="appliedSequence">The moment of the last deletion that it has seen.</param>
    public LiveSegment(IndexDirectory directory, SegmentCommitInfo commit, LiveDocs? live, bool unwritten, long appliedSequence)
    {
        Born = appliedSequence;
        CleanTo = live == null ? appliedSequence : -1;
        this.directory = directory;
        this.live = live;
        this.unwritten = unwritten;
        Commit = commit;
        AppliedSequence = appliedSequence;
        if (live != null) Commit.DeleteCount = commit.Info.MaxDoc - live.Count;
        Bytes = commit.Info.Files.Sum(directory.Length);
    }

    /// <summary>The state on disk, with the current number of deletions.</summary>
    public SegmentCommitInfo Commit { get; private set; }

    public string Name => Commit.Info.Name;

    public int MaxDoc => Commit.Info.MaxDoc;

    /// <summary>Which documents are live; null while all are.</summary>
    public LiveDocs? Live => live;

    public int LiveCount => live?.Count ?? MaxDoc;

    /// <summary>All deletions up to this number have been applied.</summary>
    public long AppliedSequence { get; set; }

    /// <summary>The moment at which the oldest of its documents were written, as first flushed or when the writer opened.</summary>
    public long Born { get; init; }

    /// <summary>Documents deleted up to this moment are not only marked but gone from the files; -1 when that is not known of any.</summary>
    public long CleanTo { get; init; }

    /// <summary>Size of the segment's own files.</summary>
    public long Bytes { get; }

    public bool IsMerging { get; set; }

    /// <summary>Files that the segment's present state on disk consists of.</summary>
    public IEnumerable<string> Files => Commit.Files;

    /// <summary>A reader of the present state, deletions in memory included. The caller releases it.</summary>
    public SegmentReader OpenReader()
    {
        if (reader == null) reader = SegmentReader.Open(directory, Commit);
        if (!ReferenceEquals(reader.LiveDocs, live))
        {
            var renewed = reader.WithLiveDocs(Commit, live);
            reader.Release();
            reader = renewed;
        }
        reader.Retain();
        return reader;
    }

    /// <summary>Deletes documents; those deleted already are passed over. Returns how many were live.</summary>
    public int Delete(IEnumerable<int> documents)
    {
        ulong[]? bits = null;
        var count = 0;
        foreach (var document in documents)
        {
            bits ??= live == null ? LiveBits.AllLive(MaxDoc) : live.Words.ToArray();
            if (LiveBits.Delete(bits, document)) count++;
        }
        if (count == 0) return 0;
        live = new LiveDocs(bits!, MaxDoc);
        unwritten = true;
        Commit = With(Commit, Commit.DeleteGeneration, MaxDoc - live.Count);
        return count;
    }

    /// <summary>Writes deletions that are only in memory; true when there were any.</summary>
    public bool WriteLiveDocs(long generation)
    {
        if (!unwritten) return false;
        LiveDocsWriter.Write(directory, Commit.Info, generation, live!.Words);
        var written = With(Commit, generation, MaxDoc - live.Count);
        written.CommitId = SegmentId.New();
        Commit = written;
        unwritten = false;
        return true;
    }

    public bool HasUnwrittenDeletes => unwritten;

    public void Dispose() => reader?.Release();

    /// <summary>A commit info is never changed once a reader or a commit may have it.</summary>
    private static SegmentCommitInfo With(SegmentCommitInfo old, long generation, int deleted) => new()
    {
        Info = old.Info, Codec = old.Codec, DeleteGeneration = generation, DeleteCount = deleted,
        FieldInfosGeneration = old.FieldInfosGeneration, DocValuesGeneration = old.DocValuesGeneration,
        SoftDeleteCount = old.SoftDeleteCount, CommitId = old.CommitId,
        FieldInfosFiles = old.FieldInfosFiles, DocValuesUpdateFiles = old.DocValuesUpdateFiles,
    };
}
