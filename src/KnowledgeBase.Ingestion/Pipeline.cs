using System.Collections.Concurrent;
using KnowledgeBase.Catalogue;

namespace KnowledgeBase.Ingestion;

/// <summary>
/// Receive → deduplicate → extract → identify → describe → index. The first two happen when a file arrives
/// (<see cref="Receiver"/>); the next three to one document at a time on each reader (<see cref="DocumentReader"/>); the
/// last to many together (<see cref="IndexFeeder"/>). Between the stages stands the catalogue's durable queue, so that
/// memory stays bounded and a crash repeats a step and loses none.
/// </summary>
internal sealed class Pipeline(
    DocumentCatalogue catalogue, DocumentReader reader, IndexFeeder feeder, IngestionOptions options, Announcer announcer, TimeProvider clock)
{
    // Few at a time: a document somebody waits for comes before whatever else is due each time anew.
    private const int IndexBatch = 4;
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private readonly ConcurrentQueue<Job> unfinished = new();
    private readonly ConcurrentDictionary<string, CancellationTokenSource> inHand = new(StringComparer.Ordinal);

    public Signal ToRead { get; } = new(clock);

    public Signal ToIndex { get; } = new(clock);

    public bool Paused { get; set; }

    /// <summary>Works until cancelled. Documents in hand are then given back, and what the index took is committed.</summary>
    public Task RunAsync(CancellationToken cancellation)
    {
        feeder.TextMissing += ToRead.Raise;
        var loops = Enumerable.Range(0, options.Readers).Select(_ => ReadAsync(JobPriority.Background, cancellation))
            .Append(ReadAsync(JobPriority.Person, cancellation))
            .Append(IndexAsync(cancellation));
        return Task.WhenAll(loops.ToList());
    }

    /// <summary>Ends the reading of a document, if it is being read.</summary>
    public void Drop(string id)
    {
        if (inHand.TryGetValue(id, out var reading))
        {
            reading.Cancel();
        }
    }

    private Task ReadAsync(JobPriority least, CancellationToken cancellation) => LoopAsync(
        async () =>
        {
            GiveBackUnfinished();
            var news = ToRead.Next;
            if (Paused || catalogue.TakeJobs(JobStage.Read, 1, least) is not [var job])
            {
                await ToRead.WaitAsync(news, UntilDue(JobStage.Read), cancellation).ConfigureAwait(false);
                return;
            }

            announcer.Announce(new IngestionEvent(job.DocumentId, IngestionEvent.Reading, ""));
            var own = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            inHand[job.DocumentId] = own;
            try
            {
                if (await reader.ReadAsync(job, own.Token).ConfigureAwait(false) is { } done)
                {
                    announcer.Announce(done);
                }

                ToRead.Raise();
                ToIndex.Raise();
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                catalogue.GiveBack(job.DocumentId, JobStage.Read);
                throw;
            }
            catch (OperationCanceledException) when (own.IsCancellationRequested)
            {
                // Somebody called it off and has said so in the catalogue.
                ToRead.Raise();
            }
            catch (Exception fault)
            {
                var wait = TimeSpan.FromSeconds(Math.Min(600, 5 * Math.Pow(2, job.Attempts)));
                Postpone(job, fault, clock.GetUtcNow() + wait);
                throw;
            }
            finally
            {
                // Not disposed: somebody may be about to cancel it; without a timer it holds nothing.
                inHand.TryRemove(job.DocumentId, out _);
            }
        },
        cancellation);

    private async Task IndexAsync(CancellationToken cancellation)
    {
        await LoopAsync(
            async () =>
            {
                var news = ToIndex.Next;
                if (feeder.MustWait)
                {
                    await ToIndex.WaitAsync(news, LongestSleep, cancellation).ConfigureAwait(false);
                    return;
                }

                var jobs = catalogue.TakeJobs(JobStage.Index, IndexBatch);
                announcer.AnnounceIndexed(await feeder.PutAsync(jobs, cancellation).ConfigureAwait(false));
                if (feeder.Patience <= TimeSpan.Zero || (jobs.Count == 0 && feeder.HasPending && catalogue.QueueNumbers() is { ToRead: 0, Reading: 0 }))
                {
                    announcer.AnnounceIndexed(await feeder.CommitAsync(cancellation).ConfigureAwait(false));
                }
                else if (jobs.Count == 0)
                {
                    feeder.Memory.Consider(idle: !feeder.HasPending && catalogue.QueueNumbers() is { ToRead: 0, Reading: 0 });
                    var due = UntilDue(JobStage.Index);
                    await ToIndex.WaitAsync(news, feeder.Patience < due ? feeder.Patience : due, cancellation).ConfigureAwait(false);
                }
            },
            cancellation).ConfigureAwait(false);
        try
        {
            announcer.AnnounceIndexed(await feeder.CommitAsync(CancellationToken.None).ConfigureAwait(false));
        }
        catch (IOException fault)
        {
            // Nothing is lost: the jobs are still there, and the next start takes them up.
            announcer.Trouble(fault);
        }
    }

    private void Postpone(Job job, Exception fault, DateTimeOffset tryAgain)
    {
        try
        {
            // However long a disk stays full, no document is given up for it.
            var counts = fault is not IOException || job.Attempts < options.MostAttempts;
            catalogue.Postpone(job.DocumentId, JobStage.Read, fault.Message, tryAgain, counts);
        }
        catch (IOException)
        {
            // Not even that could be noted, as on a full disk: the job is given back when the disk takes something again.
            unfinished.Enqueue(job);
        }
    }

    private void GiveBackUnfinished()
    {
        while (unfinished.TryDequeue(out var job))
        {
            try
            {
                catalogue.GiveBack(job.DocumentId, job.Stage);
            }
            catch (IOException)
            {
                unfinished.Enqueue(job);
                throw;
            }
        }
    }

    /// <summary>Repeats a step until cancelled. A fault of the machine holds the loop up for a while and shows as trouble; it never ends it.</summary>
    private Task LoopAsync(Func<Task> step, CancellationToken cancellation) => Task.Run(
        async () =>
        {
            var faulty = false;
            while (!cancellation.IsCancellationRequested)
            {
                try
                {
                    if (faulty)
                    {
                        faulty = false;
                        await ToRead.WaitAsync(ToRead.Next, TimeSpan.FromSeconds(5), cancellation).ConfigureAwait(false);
                    }

                    await step().ConfigureAwait(false);
                    announcer.TroubleOver();
                }
                catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception fault)
                {
                    announcer.Trouble(fault);
                    faulty = true;
                }
            }
        },
        CancellationToken.None);

    private TimeSpan UntilDue(JobStage stage)
    {
        if (Paused || catalogue.NextDue(stage) is not { } due)
        {
            return LongestSleep;
        }

        // Due already but taken by nobody: another reader is just about to.
        var wait = due - clock.GetUtcNow();
        return wait < TimeSpan.FromMilliseconds(50) ? TimeSpan.FromMilliseconds(50) : wait < LongestSleep ? wait : LongestSleep;
    }
}
