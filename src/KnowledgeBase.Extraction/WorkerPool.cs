using System.Diagnostics;

namespace KnowledgeBase.Extraction;

/// <summary>
/// Workers without a document. A worker that has LibreOffice running is kept for the documents that need it: a start of it costs several
/// times what an ordinary document does.
/// </summary>
internal sealed class WorkerPool
{
    /// <summary>Waiting for somebody else's LibreOffice, added up, that is worth a start of one's own.</summary>
    private static readonly TimeSpan WorthAStart = TimeSpan.FromSeconds(3);

    private readonly Lock turn = new();
    private readonly List<WorkerProcess> idle = [];
    private TaskCompletionSource returned = New();
    private TimeSpan waited;
    private int officesOut;

    public bool IsEmpty
    {
        get
        {
            lock (turn)
            {
                return idle.Count == 0;
            }
        }
    }

    public void Add(WorkerProcess worker)
    {
        lock (turn)
        {
            idle.Add(worker);
            Back(worker);
        }
    }

    /// <summary>A worker that was taken will not come back.</summary>
    public void Lost(WorkerProcess worker)
    {
        lock (turn)
        {
            Back(worker);
        }
    }

    /// <summary>The worker that suits a document best; null when there is none at all.</summary>
    public WorkerProcess? Take(bool forOffice = false)
    {
        lock (turn)
        {
            var at = idle.FindLastIndex(w => w.HasOffice == forOffice);
            at = at < 0 ? idle.Count - 1 : at;
            if (at < 0)
            {
                return null;
            }

            var worker = idle[at];
            idle.RemoveAt(at);
            return Out(worker, forOffice || worker.HasOffice);
        }
    }

    /// <summary>A worker that was started for a document, because there was none to take.</summary>
    public WorkerProcess Started(WorkerProcess worker, bool forOffice)
    {
        lock (turn)
        {
            return Out(worker, forOffice);
        }
    }

    /// <summary>
    /// For a document that needs LibreOffice: waits while one is at work on another document, until that comes back or all such waits
    /// together have cost what a start does. So the whole costs at most twice what it would if the future were known.
    /// </summary>
    public async Task AwaitOfficeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task news;
            TimeSpan patience;
            lock (turn)
            {
                if (officesOut == 0 || idle.Exists(w => w.HasOffice))
                {
                    return;
                }

                patience = WorthAStart - waited;
                if (patience <= TimeSpan.Zero)
                {
                    waited = TimeSpan.Zero;
                    return;
                }

                news = returned.Task;
            }

            var begun = Stopwatch.GetTimestamp();
            await Task.WhenAny(news, Task.Delay(patience, cancellation)).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            lock (turn)
            {
                waited += Stopwatch.GetElapsedTime(begun);
            }
        }
    }

    private WorkerProcess Out(WorkerProcess worker, bool withOffice)
    {
        worker.IsOutWithOffice = withOffice;
        officesOut += withOffice ? 1 : 0;
        return worker;
    }

    private void Back(WorkerProcess worker)
    {
        officesOut -= worker.IsOutWithOffice ? 1 : 0;
        worker.IsOutWithOffice = false;
        var waiting = returned;
        returned = New();
        waiting.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
