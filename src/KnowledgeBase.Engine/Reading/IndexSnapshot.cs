using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Format.Commits;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Reading;

/// <summary>One segment of a snapshot and the number of its first document in the whole.</summary>
public sealed record SnapshotSegment(SegmentReader Reader, int Base, int Ordinal);

/// <summary>
/// A view of the whole index at one moment; what is added or deleted later does not show. Safe for any number of threads.
/// Counted by references: whoever searches beyond the life of its owner takes one with <see cref="Retain"/> and gives it back with <see cref="Release"/>.
/// </summary>
public sealed class IndexSnapshot : IDisposable
{
    private readonly ReferenceCount references = new();
    private int disposed;

    /// <summary>A snapshot of segments already open; it takes over one reference to each of them.</summary>
    public IndexSnapshot(IReadOnlyList<SegmentReader> readers, IReadOnlyDictionary<string, string> userData, long version, long generation)
    {
        var segments = new SnapshotSegment[readers.Count];
        int start = 0;
        for (int i = 0; i < segments.Length; i++)
        {
            segments[i] = new SnapshotSegment(readers[i], start, i);
            start += readers[i].MaxDoc;
            LiveCount += readers[i].LiveCount;
        }

        Segments = segments;
        MaxDoc = start;
        UserData = userData;
        Version = version;
        Generation = generation;
    }

    public IReadOnlyList<SnapshotSegment> Segments { get; }

    /// <summary>Number of documents, deleted ones included: documents have the numbers below it.</summary>
    public int MaxDoc { get; }

    /// <summary>Number of live documents.</summary>
    public int LiveCount { get; }

    /// <summary>What the writer put beside the commit.</summary>
    public IReadOnlyDictionary<string, string> UserData { get; }

    /// <summary>Grows with each change of the list of segments.</summary>
    public long Version { get; }

    /// <summary>N of segments_N, or -1 for a view of what is not committed yet.</summary>
    public long Generation { get; }

    /// <summary>The commit this is a view of; null for a view of what is not committed yet.</summary>
    public CommitPoint? Commit { get; private init; }

    /// <summary>Opens the newest commit.</summary>
    /// <param name="directory">Where the index is.</param>
    /// <param name="previous">An earlier snapshot, with which everything is shared that did not change since.</param>
    /// <param name="verify">
    /// Computes the checksum of every file that is not shared, at about the speed at which they can be read, before a search sees it: damage that befell
    /// the files before this moment is then refused by name and never shows as a wrong hit. Without it (as in Java) the structure alone is checked.
    /// </param>
    /// <exception cref="FileNotFoundException">The directory holds no index.</exception>
    /// <exception cref="IndexFormatException">The index is damaged, or written by something this engine does not read.</exception>
    public static IndexSnapshot Open(IndexDirectory directory, IndexSnapshot? previous = null, bool verify = false)
    {
        for (int attempt = 0; ; attempt++)
        {
            var commit = CommitReader.ReadNewest(directory) ?? throw new FileNotFoundException("There is no index here: no segments file was found.");
            try
            {
                return OpenCommit(directory, commit, previous, verify);
            }
            catch (FileNotFoundException) when (attempt < 20 && directory.ListAll().Any(f => CommitReader.GenerationOf(f) > commit.Generation))
            {
                // A newer commit went by and took files away: look again.
            }
        }
    }

    /// <summary>Opens one commit, as <see cref="Open"/> does the newest.</summary>
    public static IndexSnapshot OpenCommit(IndexDirectory directory, CommitPoint commit, IndexSnapshot? previous = null, bool verify = false)
    {
        var readers = new List<SegmentReader>();
        try
        {
            foreach (var segment in commit.Segments)
            {
                readers.Add(Shared(previous, segment) ?? SegmentReader.Open(directory, segment, verify));
            }
        }
        catch
        {
            readers.ForEach(r => r.Release());
            throw;
        }

        return new IndexSnapshot(readers, commit.UserData, commit.Version, commit.Generation) { Commit = commit };
    }

    /// <summary>The segment that a document of the whole lies in.</summary>
    public SnapshotSegment SegmentOf(int doc)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)doc, (uint)MaxDoc, nameof(doc));
        int low = 0;
        int high = Segments.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) >>> 1;
            if (Segments[middle].Base <= doc)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return Segments[low];
    }

    /// <summary>Keeps the files open for one more user; false when they are closed already.</summary>
    public bool Retain() => references.TryTake();

    /// <summary>Gives back what <see cref="Retain"/> took.</summary>
    public void Release()
    {
        if (references.GiveBack())
        {
            foreach (var segment in Segments)
            {
                segment.Reader.Release();
            }
        }
    }

    /// <summary>Gives back the owner's reference; a second call does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            Release();
        }
    }

    private static SegmentReader? Shared(IndexSnapshot? previous, SegmentCommitInfo wanted)
    {
        var reader = previous?.Segments.FirstOrDefault(s => s.Reader.Info.Name == wanted.Info.Name && s.Reader.Info.Id.AsSpan().SequenceEqual(wanted.Info.Id))?.Reader;
        bool same = reader is not null
            && reader.CommitInfo.DeleteGeneration == wanted.DeleteGeneration
            && reader.CommitInfo.FieldInfosGeneration == wanted.FieldInfosGeneration
            && reader.CommitInfo.DocValuesGeneration == wanted.DocValuesGeneration;
        return same && reader!.Retain() ? reader : null;
    }
}
