namespace KnowledgeBase.Engine.Writing;

/// <summary>
/// Decides which segments are merged when, and runs that on a thread of its own or within the call that asks for it. No
/// segment is in two merges at once.
/// </summary>
internal sealed class MergeRunner(IndexWriterOptions options, SegmentStore store, WriterLocks locks, WriterHealth health, SegmentMerger merger)
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

    /// <summary>
    /// Makes whoever adds documents wait while merges have fallen far behind: each further segment would make every view and every
    /// deletion slower. Call with no lock and no buffer held.
    /// </summary>
    public void WaitForBacklog()
    {
        if (options.MergePolicy == null) return;
        var most = MostSegments(options.MergePolicy);
        lock (locks.State)
            while (thread != null && !stop.IsCancellationRequested && store.Segments.Count > most) Monitor.Wait(locks.State);
    }

    /// <summary>So many segments no policy leaves when it is kept up with.</summary>
    public static int MostSegments(MergePolicy policy) => 30 + (10 * policy.SegmentsPerTier);

    /// <summary>Merges what is there now until so many segments are left of it; a single one that shows deletions is rewritten.</summary>
    /// <param name="maxSegments">At most so many.</param>
    /// <param name="moment">Deletions up to this number have been applied.</param>
    public void ForceMerge(int maxSegments, long moment)
    {
        long newest;
        lock (locks.State) newest = store.Segments.Select(s => s.Born).DefaultIfEmpty().Max();
        // What comes while this goes on is not its concern, or it might never end.
        RunAll(s => s.Born <= newest, old =>
        {
            var free = old.FindAll(s => !s.IsMerging);
            if (old.Count <= maxSegments && !(old.Count == 1 && free.Count == 1 && old[0].Live != null && old[0].CleanTo < moment)) return [];
            // Merges under way count as the one segment each will leave; the last round takes as many as it needs.
            var most = options.MergePolicy?.MergeAtOnceExplicit ?? 30;
            var count = Math.Min(most, Math.Max(1, free.Count - maxSegments + 1));
            return free.OrderBy(s => s.Bytes).Take(count).ToList();
        });
    }

    /// <summary>Rewrites segments that carry many deletions of a moment or before.</summary>
    public void Expunge(long moment)
    {
        var policy = options.MergePolicy ?? new MergePolicy();
        RunAll(s => s.CleanTo < moment && 100.0 * (s.MaxDoc - s.LiveCount) / s.MaxDoc > policy.ExpungeDeletesPercent,
            marked => marked.FindAll(s => !s.IsMerging).Take(policy.MergeAtOnceExplicit).ToList());
    }

    /// <summary>Runs merges that are chosen among the segments concerned, until none is chosen and none of them is in a merge of somebody else's.</summary>
    private void RunAll(Predicate<LiveSegment> concerned, Func<List<LiveSegment>, List<LiveSegment>> choose)
    {
        while (true)
        {
            List<LiveSegment> sources;
            lock (locks.State)
            {
                if (stop.IsCancellationRequested) return;
                sources = Claim(all => choose(all.FindAll(concerned)));
                if (sources.Count == 0)
                {
                    // A merge under way carries deletions of its sources over: what it leaves is looked at again.
                    if (!store.Segments.Any(s => s.IsMerging && concerned(s))) return;
                    Monitor.Wait(locks.State);
                    continue;
                }
            }
            Run(sources);
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
            health.Fail(e);
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
        try
        {
            merger.Merge(sources, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            lock (locks.State)
            {
                foreach (var source in sources) source.IsMerging = false;
                running--;
                Monitor.PulseAll(locks.State);
            }
        }
    }
}
