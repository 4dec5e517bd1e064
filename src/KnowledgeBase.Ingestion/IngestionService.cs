using System.Collections.Concurrent;
using KnowledgeBase.Catalogue;
using KnowledgeBase.Extraction;
using KnowledgeBase.Ingestion.Stores;
using KnowledgeBase.Search;
using KnowledgeBase.Search.Expanding;

namespace KnowledgeBase.Ingestion;

/// <summary>
/// What the site and the command call: files in, their status out, and the keeping of the archive.
/// <see cref="StartAsync"/> sets the pipeline to work; without it the service still receives and answers.
/// </summary>
public sealed partial class IngestionService : IAsyncDisposable
{
    private const int TextsAtOnce = 200;

    private readonly DataDirectory directory;
    private readonly DocumentCatalogue catalogue;
    private readonly ISearchIndex index;
    private readonly IDocumentExtractor extractor;
    private readonly IngestionOptions options;
    private readonly TimeProvider clock;
    private readonly ConceptTagger? tagger;
    private readonly OriginalStore originals;
    private readonly TextStore texts;
    private readonly Receiver receiver;
    private readonly IndexFeeder feeder;
    private readonly Announcer announcer;
    private readonly Pipeline pipeline;
    private readonly CancellationTokenSource stop = new();

    // The look for texts of an older form, once after a start.
    private Task renewing = Task.CompletedTask;
    private bool disposed;

    /// <summary>Puts the parts together. The caller owns directory, catalogue, index and extractor, and closes them afterwards.</summary>
    public IngestionService(
        DataDirectory directory, DocumentCatalogue catalogue, ISearchIndex index, IDocumentExtractor extractor, IngestionOptions options, TimeProvider? clock = null,
        ConceptTagger? tagger = null)
    {
        this.directory = directory;
        this.catalogue = catalogue;
        this.index = index;
        this.extractor = extractor;
        this.options = options;
        this.clock = clock ?? TimeProvider.System;
        this.tagger = tagger;
        originals = new OriginalStore(directory);
        texts = new TextStore(directory);
        receiver = new Receiver(catalogue, originals, options);
        Projection = new Projection(catalogue, texts);
        feeder = new IndexFeeder(catalogue, Projection, index, options, this.clock);
        announcer = new Announcer(catalogue, this.clock);
        var reader = new DocumentReader(directory, catalogue, receiver, originals, texts, extractor, options, this.clock, tagger);
        pipeline = new Pipeline(catalogue, reader, feeder, options, announcer, this.clock);
    }

    public OriginalStore Originals => originals;

    public TextStore Texts => texts;

    /// <summary>The documents as the index holds them.</summary>
    public Projection Projection { get; }

    /// <summary>Completes when the index can answer: at once, or after the rebuild that a new analysis or a restored backup asks for.</summary>
    public Task Rebuilding { get; private set; } = Task.CompletedTask;

    /// <summary>The work of readers, feeder and watchers; completed before a start, and once a stop has ended it.</summary>
    internal Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>Clears up after a crash, then works in the background until stopped.</summary>
    /// <param name="asked">
    /// True for whoever has one question and is gone again: nothing is taken up then, what waits goes on waiting. An index that cannot
    /// answer is built all the same.
    /// </param>
    public Task StartAsync(bool asked = false)
    {
        // An empty index beside a catalogue that is not: a restored backup, or somebody cleared the folder.
        var rebuild = index.NeedsRebuild || (index.Statistics().Documents == 0 && catalogue.Searchable().Count > 0);
        Recover(rebuild);
        if (asked && !rebuild)
        {
            return Task.CompletedTask;
        }

        feeder.IndexLost += () => Rebuilding = RebuildLostAsync(Rebuilding);
        Rebuilding = rebuild ? RebuildAsync(stop.Token) : Task.CompletedTask;
        renewing = RenewTextsAsync(stop.Token);
        Running = Task.WhenAll(pipeline.RunAsync(stop.Token), Rebuilding, WatchPartsAsync(stop.Token), WatchVocabulariesAsync(stop.Token), renewing);
        return Task.CompletedTask;
    }

    /// <summary>Ends the work: documents in hand are given back, what the index took is committed.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        try
        {
            await Running.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // A rebuild was under way; the next start begins it again.
            Running = Task.CompletedTask;
        }
        finally
        {
            // One that the pipeline asked for on the way; now that the pipeline has ended, it is the last.
            await Rebuilding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!disposed)
        {
            disposed = true;
            await StopAsync().ConfigureAwait(false);
            stop.Dispose();
            feeder.Dispose();
        }
    }

    /// <summary>Takes a file. When this returns "received" or "duplicate", file and record survive a power cut.</summary>
    /// <exception cref="CatalogueException">The metadata holds a value that the record cannot.</exception>
    /// <exception cref="IOException">The disk is full or failing; nothing was kept.</exception>
    public async Task<IngestionReceipt> ReceiveAsync(Stream content, ReceiveRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(request);
        var receipt = await receiver.ReceiveAsync(content, request, parent: null, cancellation).ConfigureAwait(false);
        if (receipt.Id is not null)
        {
            announcer.Announce(new IngestionEvent(receipt.Id, receipt.Status == DocumentStatus.Duplicate ? DocumentStatus.Received : receipt.Status, receipt.Reason));
            Wake();
        }

        return receipt;
    }

    /// <summary>Where a document stands; null when there is none of this id, or it was erased.</summary>
    public IngestionStatus? StatusOf(string id)
    {
        if (catalogue.Find(id, DocumentVisibility.Draft) is { } record)
        {
            return new IngestionStatus(
                id, DocumentStatus.Of(record.State), record.Title, record.Format, record.Language, record.Pages.Pages, record.Pages.Characters, record.Reason);
        }

        return catalogue.FindTombstone(id, DocumentVisibility.Draft) is { Title.Length: > 0 } gone
            ? new IngestionStatus(id, DocumentStatus.Withdrawn, gone.Title, "", "", 0, 0, gone.Why)
            : null;
    }

    /// <summary>Waits until each of these documents is searchable, or known not to become so for now.</summary>
    public async Task WaitAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation = default)
    {
        var news = new ConcurrentQueue<string>();
        var signal = new Signal(clock);
        using var listening = announcer.Subscribe(what =>
        {
            if (what.IsFinal)
            {
                news.Enqueue(what.Id);
                signal.Raise();
            }
        });
        var open = ids.Where(IsOnItsWay).ToHashSet(StringComparer.Ordinal);
        while (open.Count > 0)
        {
            var next = signal.Next;
            while (news.TryDequeue(out var id))
            {
                open.Remove(id);
            }

            if (open.Count > 0)
            {
                await signal.WaitAsync(next, TimeSpan.FromSeconds(10), cancellation).ConfigureAwait(false);
                if (!next.IsCompleted)
                {
                    open.RemoveWhere(id => !IsOnItsWay(id));
                }
            }
        }
    }

    /// <summary>Tells a listener what becomes of documents, on the pipeline's threads, until disposed. It must be quick and not throw.</summary>
    public IDisposable Subscribe(Action<IngestionEvent> listener) => announcer.Subscribe(listener);

    public IngestionProgress Progress()
    {
        var queue = catalogue.QueueNumbers();
        var rate = announcer.PerSecond();
        var left = queue.ToRead + queue.Reading;
        return new IngestionProgress(
            queue, announcer.Done, rate, left == 0 ? TimeSpan.Zero : rate > 0 ? TimeSpan.FromSeconds(left / rate) : null, pipeline.Paused, announcer.Troubled);
    }

    /// <summary>Takes up no further documents; those in hand are finished.</summary>
    public void Pause() => pipeline.Paused = true;

    public void Resume()
    {
        pipeline.Paused = false;
        Wake();
    }

    /// <summary>Stops a document from being read, also in the middle, until somebody asks for it again.</summary>
    public void Cancel(string id, string by)
    {
        catalogue.Park(id, JobStage.Read, $"Cancelled by {by}.");
        pipeline.Drop(id);
        announcer.AnnounceIndexed([id]);
    }

    /// <summary>Tries a failed, parked or waiting document again, now.</summary>
    public void Retry(string id)
    {
        catalogue.ReadAgain([id], JobPriority.Person);
        Wake();
    }

    /// <summary>Tries again all that failed, was refused, waits for a part or is parked; people's uploads go first.</summary>
    /// <returns>How many were queued.</returns>
    public int RetryAll()
    {
        var count = catalogue.ReadAllUnreadAgain(JobPriority.Bulk);
        Wake();
        return count;
    }

    /// <summary>
    /// Reads documents again from their originals, in the background: those given; else those that a new version of a tool
    /// or a newly installed part would change. What is searchable stays so meanwhile, and a stop in between loses nothing.
    /// </summary>
    /// <returns>How many were queued.</returns>
    public int Reextract(IReadOnlyCollection<string>? ids = null)
    {
        var inventory = extractor.Inventory();
        var count = catalogue.ReadAgain(ids ?? catalogue.Outdated(inventory.IsOutdated, inventory.Parts));
        Wake();
        return count;
    }

    /// <summary>Queues what waited for an optional part ("ocr", "office").</summary>
    public int PartInstalled(string part)
    {
        var count = catalogue.PartInstalled(part);
        Wake();
        return count;
    }

    /// <summary>Reads what waits for a part as soon as the part is there, at the start and later, without being told.</summary>
    private Task WatchPartsAsync(CancellationToken cancellation) => Task.Run(
        async () =>
        {
            // Each part is noticed once: a document that still lacks it after a reading does not come round for ever.
            var noticed = new HashSet<string>(StringComparer.Ordinal);
            while (true)
            {
                try
                {
                    foreach (var part in extractor.Inventory().Parts.Where(p => !noticed.Contains(p)).ToList())
                    {
                        PartInstalled(part);
                        noticed.Add(part);
                    }
                }
                catch (Exception fault)
                {
                    announcer.Trouble(fault);
                }

                await Task.Delay(options.PartsEvery, clock, cancellation).ConfigureAwait(false);
            }
        },
        cancellation);

    /// <summary>
    /// Reads again, once after each start and behind everything else, what is searchable and has no text of the present form: an
    /// older version of the program, or a restored backup of one, kept it in another. It stays searchable meanwhile.
    /// </summary>
    private Task RenewTextsAsync(CancellationToken cancellation) => Task.Run(
        () =>
        {
            try
            {
                var searchable = catalogue.Searchable();
                foreach (var some in catalogue.Originals().Where(o => searchable.ContainsKey(o.Value)).Chunk(TextsAtOnce))
                {
                    cancellation.ThrowIfCancellationRequested();
                    var lacking = some.Where(o => !texts.HasPresentForm(o.Key)).Select(o => o.Value).ToList();
                    if (lacking.Count > 0)
                    {
                        catalogue.ReadAgain(lacking);
                        Wake();
                    }
                }
            }
            catch (IOException fault)
            {
                // The next start tries again; the check names what is missing until then.
                announcer.Trouble(fault);
            }
        },
        cancellation);

    /// <summary>Says that records were changed in the catalogue, so that the index follows at once.</summary>
    public void Wake()
    {
        pipeline.ToRead.Raise();
        pipeline.ToIndex.Raise();
    }

    /// <summary>
    /// Builds the index anew, from catalogue and texts alone, beside the one that answers meanwhile; then one takes the
    /// other's place. Files go on being taken in.
    /// </summary>
    /// <returns>How many documents the new index holds.</returns>
    public async Task<int> ReindexAsync(IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var written = 0;
        var held = false;
        IEnumerable<IndexedDocument> Documents()
        {
            foreach (var id in catalogue.Searchable().Keys)
            {
                cancellation.ThrowIfCancellationRequested();
                using var projected = ProjectOrReadAgain(id);
                if (projected is not null)
                {
                    yield return projected.Document;
                    written++;
                    progress?.Report(written);
                }
            }

            // What changes from here on waits for the new index; what changed meanwhile is made good below.
            feeder.Gate.Wait(cancellation);
            held = true;
        }

        try
        {
            await Task.Run(() => index.ReplaceAll(Documents(), cancellation), cancellation).ConfigureAwait(false);
            feeder.PutAgain();
            Reconcile();
        }
        finally
        {
            if (held)
            {
                feeder.Gate.Release();
            }
        }

        Wake();
        return written;
    }

    /// <summary>Writes a backup of all that matters while the archive is in use; see <see cref="ArchiveBackup"/>.</summary>
    public Task BackupAsync(string file, CancellationToken cancellation = default) => ArchiveBackup.WriteAsync(directory, catalogue, file, cancellation);

    /// <summary>Builds the index that the start found missing, again and again while the disk is full or failing.</summary>
    private async Task RebuildAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await ReindexAsync(cancellation: cancellation).ConfigureAwait(false);
                return;
            }
            catch (IOException fault)
            {
                announcer.Trouble(fault);
                await Task.Delay(options.RebuildAgain, clock, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Builds the index that was lost on the way, after a rebuild that is under way and may have brought it back.</summary>
    private async Task RebuildLostAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (index.NeedsRebuild)
        {
            await RebuildAsync(stop.Token).ConfigureAwait(false);
        }
    }

    private ProjectedDocument? ProjectOrReadAgain(string id)
    {
        try
        {
            return Projection.Of(id);
        }
        catch (MissingTextException)
        {
            catalogue.ReadAgain([id]);
            return null;
        }
    }

    /// <summary>True while a document is being read, or waits for it.</summary>
    public bool IsOnItsWay(string id) => catalogue.StateOf(id) is { State: DocumentState.Received };

    /// <summary>
    /// After a crash: originals that no document came to own go, an erasure that was under way leaves nothing in the
    /// catalogue's file and its log, jobs in hand wait again, and whatever index and catalogue disagree on is queued.
    /// </summary>
    private void Recover(bool rebuild)
    {
        foreach (var sha256 in originals.Unowned().ToList())
        {
            if (catalogue.FindByHash(sha256) is null)
            {
                originals.Remove(sha256);
                texts.Remove(sha256);
            }

            originals.Owned(sha256);
        }

        if (directory.Erasing)
        {
            catalogue.Compact();
            directory.Erasing = false;
        }

        catalogue.RecoverJobs();
        if (!rebuild)
        {
            Reconcile();
        }
    }

    /// <summary>Queues what the index lacks or holds in an older state, and takes out what it should not hold.</summary>
    private void Reconcile()
    {
        var wanted = catalogue.Searchable();
        var held = index.Ids();
        catalogue.IndexAgain([.. wanted.Where(w => !held.TryGetValue(w.Key, out var revision) || revision != w.Value).Select(w => w.Key)]);
        var foreign = held.Keys.Where(id => !wanted.ContainsKey(id)).ToList();
        foreign.ForEach(index.Remove);
        if (foreign.Count > 0)
        {
            // Among them may be one that was erased while the index was built anew: its words must go too.
            index.Commit();
            index.Expunge();
        }
    }
}
