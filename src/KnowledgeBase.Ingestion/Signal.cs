namespace KnowledgeBase.Ingestion;

/// <summary>Wakes all who wait. Take <see cref="Next"/> before looking whether there is something to do, and no wake is lost.</summary>
internal sealed class Signal(TimeProvider clock)
{
    private TaskCompletionSource next = New();

    public Task Next => Volatile.Read(ref next).Task;

    public void Raise() => Interlocked.Exchange(ref next, New()).TrySetResult();

    /// <summary>Waits for a signal taken earlier, or for the time to pass.</summary>
    public async Task WaitAsync(Task earlier, TimeSpan atMost, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(earlier, Task.Delay(atMost < TimeSpan.Zero ? TimeSpan.Zero : atMost, clock, over.Token)).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
