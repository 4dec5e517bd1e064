using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing.Merging;

namespace KnowledgeBase.Engine.Writing;

/// <summary>The writer's locks as merging needs them: apply before state; and where failures go.</summary>
internal sealed record MergeLocks(object Apply, object State, Action<Exception> Fail);

/// <summary>
/// Runs merges, on a thread of its own or on request. Deletions that reach the sources while a merge runs are carried
/// over to the merged segment before it takes their place.
/// </summary>
internal sealed class MergeRunner(
    IndexDirectory directory, IndexWriterOptions options, Schema schema, SegmentStore store, FileReferences references, MergeLocks locks,
    Action<PendingDeletes[]?, long, IReadOnlyCollection<LiveSegment>?> applyDeletes)
{
    private Thread? thread;
    private readonly CancellationTokenSource stop = new();
    private int running;

    /// <summary>Merges what is due, here or on the merge thread.</summary>
    public void Trigger()
    {
        if (options.MergePolicy == null) return;
        if (!options.BackgroundMerges)
        {
            while (!stop.IsCancellationRequested && NextDue() is { } sources) Run(sources);
            return;
        }
        lock (locks.State)
        {
            if (thread != null || stop.IsCancellationRequested) return;
            thread = new Thread(RunDue) { IsBackground = true, Name = "index merge" };
            thread.Start();
        }
    }

    public void ForceMerge(int maxSegments)
    {
        while (true)
        {
            var sources = Claim(all =>
            {
                // Merges under way count as the one segment each will leave; the last round takes as many as it needs.
                var free = all.FindAll(s => !s.IsMerging);
                if (all.Count <= maxSegments && (all.Count != 1 || free.Count == 0 || free[0].Live == null)) return [];
                var most = options.MergePolicy?.MergeAtOnceExplicit ?? 30;
                var count = Math.Min(most, Math.Max(1, free.Count - maxSegments + 1));
                return free.OrderBy(s => s.Bytes).Take(count).ToList();
            });
            if (sources.Count > 0)
            {
                Run(sources);
                continue;
            }
            lock (locks.State)
            {
                if (running == 0) return;
                Monitor.Wait(locks.State);
            }
        }
    }

    public void Expunge()
    {
        var percent = (options.MergePolicy ?? new MergePolicy()).ExpungeDeletesPercent;
        var most = (options.MergePolicy ?? new MergePolicy()).MergeAtOnceExplicit;
        while (true)
        {
            var sources = Claim(all => all.FindAll(s => !s.IsMerging && 100.0 * (s.MaxDoc - s.LiveCount) / s.MaxDoc > percent).Take(most).ToList());
            if (sources.Count > 0)
            {
                Run(sources);
                continue;
            }
            lock (locks.State)
            {
                // A merge under way carries deletions of its sources over: what it leaves is looked at again.
                if (running == 0) return;
                Monitor.Wait(locks.State);
            }
        }
    }

    public void Wait()
    {
        lock (locks.State)
            while (running > 0 || thread != null) Monitor.Wait(locks.State);
    }

    public void Stop()
    {
        stop.Cancel();
        Wait();
    }

    private void RunDue()
    {
        try
        {
            while (!stop.IsCancellationRequested && NextDue() is { } sources) Run(sources);
        }
        catch (Exception e)
        {
            locks.Fail(e);
        }
        finally
        {
            lock (locks.State)
            {
                thread = null;
                Monitor.PulseAll(locks.State);
            }
        }
    }

    private List<LiveSegment>? NextDue()
    {
        var sources = Claim(all =>
        {
            var candidates = all.ConvertAll(s => new MergeCandidate(s.Name, s.Bytes, s.MaxDoc, s.MaxDoc - s.LiveCount));
            var merging = all.FindAll(s => s.IsMerging).ConvertAll(s => s.Name).ToHashSet(StringComparer.Ordinal);
            var due = options.MergePolicy!.FindMerges(candidates, merging);
            return due.Count == 0 ? [] : all.FindAll(s => due[0].Contains(s.Name));
        });
        return sources.Count == 0 ? null : sources;
    }

    /// <summary>Chooses sources and marks them, in document order, as merging.</summary>
    private List<LiveSegment> Claim(Func<List<LiveSegment>, List<LiveSegment>> choose)
    {
        lock (locks.State)
        {
            var all = store.Segments.ToList();
            var chosen = choose(all).ToHashSet();
            var sources = all.FindAll(chosen.Contains);
            foreach (var source in sources) source.IsMerging = true;
            if (sources.Count > 0) running++;
            return sources;
        }
    }

    private void Run(List<LiveSegment> sources)
    {
        SegmentReader[] readers = [];
        try
        {
            string name;
            lock (locks.Apply)
            {
                applyDeletes(null, 0, sources);
                readers = sources.ConvertAll(s => s.OpenReader()).ToArray();
                lock (locks.State) name = store.NextName();
            }
            var merge = new SegmentMerge(directory, name, readers, schema, Diagnostics(sources.Count), options.CompoundFiles, stop.Token);
            try
            {
                var info = merge.Write();
                Publish(sources, readers, merge, info);
                if (info != null) references.Discard(merge.Files.Except(info.Files));
            }
            catch
            {
                references.Discard([.. merge.Files, FileKind.SegmentInfo.NameFor(name)]);
                throw;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            foreach (var reader in readers) reader.Release();
            lock (locks.State)
            {
                foreach (var source in sources) source.IsMerging = false;
                running--;
                Monitor.PulseAll(locks.State);
            }
        }
    }

    private void Publish(List<LiveSegment> sources, SegmentReader[] readers, SegmentMerge merge, SegmentInfo? info)
    {
        lock (locks.Apply)
        {
            // All sources then have seen the same deletions, which the merged segment takes over.
            applyDeletes(null, 0, sources);
            LiveSegment? merged = null;
            if (info != null)
            {
                var live = CarryOver(sources, readers, merge, info.MaxDoc);
                if (live is { Count: 0 }) references.Discard(info.Files);
                else merged = new LiveSegment(directory, new SegmentCommitInfo { Info = info, CommitId = SegmentId.New() }, live, live != null, sources.Max(s => s.AppliedSequence));
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
        ["mergeFactor"] = count.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["timestamp"] = options.Time.GetUtcNow().ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
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
