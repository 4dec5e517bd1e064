using System.Globalization;
using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing.Merging;

namespace KnowledgeBase.Engine.Writing;

/// <summary>
/// Merges some segments into one. Writing it goes on beside everything else; deletions that reach the sources meanwhile are
/// carried over to the merged segment before it takes their place.
/// </summary>
internal sealed class SegmentMerger(
    HeldFiles directory, IndexWriterOptions options, Schema schema, SegmentStore store, FileReferences references, WriterLocks locks, Deletions deletions)
{
    /// <summary>Does one merge of segments that nobody else merges.</summary>
    /// <exception cref="OperationCanceledException">It was stopped; nothing changed.</exception>
    public void Merge(List<LiveSegment> sources, CancellationToken stop)
    {
        SegmentReader[] readers = [];
        try
        {
            string name;
            long cleanTo;
            lock (locks.Apply)
            {
                deletions.ApplyTo(sources);
                cleanTo = sources.Min(s => s.AppliedSequence);
                readers = sources.ConvertAll(s => s.OpenReader()).ToArray();
                lock (locks.State) name = store.NextName();
            }
            var merge = new SegmentMerge(directory.PlaceFor(sources.Sum(s => s.Bytes)), name, readers, schema, Diagnostics(sources.Count), options.CompoundFiles, stop);
            try
            {
                var info = merge.Write();
                Publish(sources, readers, merge, info, cleanTo, stop);
                if (info != null) references.Discard(merge.Files.Except(info.Files));
            }
            catch
            {
                merge.Abandon();
                references.Discard([.. merge.Files, FileKind.SegmentInfo.NameFor(name)]);
                throw;
            }
        }
        finally
        {
            foreach (var reader in readers) reader.Release();
        }
    }

    private void Publish(List<LiveSegment> sources, SegmentReader[] readers, SegmentMerge merge, SegmentInfo? info, long cleanTo, CancellationToken stop)
    {
        lock (locks.Apply)
        {
            // All sources then have seen the same deletions, which the merged segment takes over.
            deletions.ApplyTo(sources);
            LiveSegment? merged = null;
            if (info != null)
            {
                var live = CarryOver(sources, readers, merge, info.MaxDoc);
                if (live is { Count: 0 }) references.Discard(info.Files);
                else merged = new LiveSegment(directory, new SegmentCommitInfo { Info = info, CommitId = SegmentId.New() }, live, live != null, sources.Max(s => s.AppliedSequence)) { Born = sources.Min(s => s.Born), CleanTo = cleanTo };
            }
            lock (locks.State)
            {
                if (stop.IsCancellationRequested)
                {
                    if (merged != null) references.Discard(info!.Files);
                    return;
                }
                store.Replace(sources, merged);
            }
        }
    }

    private Dictionary<string, string> Diagnostics(int count) => new()
    {
        ["source"] = "merge",
        ["mergeFactor"] = count.ToString(CultureInfo.InvariantCulture),
        ["timestamp"] = options.Time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Documents deleted since the merge began, as deletions of the merged segment; null when there are none.</summary>
    private static LiveDocs? CarryOver(List<LiveSegment> sources, SegmentReader[] readers, SegmentMerge merge, int maxDoc)
    {
        ulong[]? bits = null;
        for (var i = 0; i < sources.Count; i++)
        {
            if (ReferenceEquals(sources[i].Live, readers[i].LiveDocs)) continue;
            for (var d = 0; d < sources[i].MaxDoc; d++)
            {
                var now = merge.NewNumber(i, d);
                if (now < 0 || sources[i].Live!.IsLive(d)) continue;
                bits ??= LiveBits.AllLive(maxDoc);
                LiveBits.Delete(bits, now);
            }
        }
        return bits == null ? null : new LiveDocs(bits, maxDoc);
    }
}
