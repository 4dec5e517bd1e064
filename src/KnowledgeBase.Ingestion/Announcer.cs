using System.Collections.Concurrent;
using KnowledgeBase.Catalogue;

namespace KnowledgeBase.Ingestion;

/// <summary>Tells whoever listens what becomes of documents, and keeps the rate.</summary>
internal sealed class Announcer(DocumentCatalogue catalogue, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, Action<IngestionEvent>> listeners = new();
    private readonly Queue<DateTimeOffset> finished = new();
    private long done;
    private volatile string trouble = "";
    private DateTimeOffset troubleSince;

    public string Troubled => trouble;

    public long Done => Interlocked.Read(ref done);

    public IDisposable Subscribe(Action<IngestionEvent> listener)
    {
        var key = Guid.NewGuid();
        listeners[key] = listener;
        return new Subscription(() => listeners.TryRemove(key, out _));
    }

    public void Announce(IngestionEvent what)
    {
        if (what.IsFinal)
        {
            Interlocked.Increment(ref done);
            lock (finished)
            {
                finished.Enqueue(clock.GetUtcNow());
                while (finished.Count > 100_000)
                {
                    finished.Dequeue();
                }
            }
        }

        foreach (var listener in listeners.Values)
        {
            listener(what);
        }
    }

    public void AnnounceIndexed(IReadOnlyList<string> ids)
    {
        foreach (var id in ids)
        {
            if (catalogue.StateOf(id) is { } found && found.State is not DocumentState.Received)
            {
                Announce(new IngestionEvent(id, DocumentStatus.Of(found.State), found.State is DocumentState.Indexed ? "" : found.Reason));
            }
        }
    }

    public void Trouble(Exception fault)
    {
        troubleSince = clock.GetUtcNow();
        trouble = fault.Message;
    }

    /// <summary>A step went well: the trouble is over unless it was seen just now (another step may still be in it).</summary>
    public void TroubleOver()
    {
        if (trouble.Length > 0 && clock.GetUtcNow() - troubleSince > TimeSpan.FromSeconds(30))
        {
            trouble = "";
        }
    }

    public double PerSecond()
    {
        lock (finished)
        {
            var now = clock.GetUtcNow();
            while (finished.TryPeek(out var first) && now - first > Window)
            {
                finished.Dequeue();
            }

            return finished.TryPeek(out var oldest) ? finished.Count / Math.Max(1, (now - oldest).TotalSeconds) : 0;
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
