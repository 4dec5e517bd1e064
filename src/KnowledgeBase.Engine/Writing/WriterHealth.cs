namespace KnowledgeBase.Engine.Writing;

/// <summary>Whether the writer is open and sound. A failure inside leaves its memory and the disk apart, so that afterwards nothing more is accepted.</summary>
internal sealed class WriterHealth(WriterLocks locks)
{
    private Exception? failure;
    private bool closed;

    public bool HasFailed => failure != null;

    /// <summary>Call with the state lock held.</summary>
    /// <exception cref="IOException">The writer stopped after a failure.</exception>
    /// <exception cref="ObjectDisposedException">The writer is closed.</exception>
    public void EnsureOpen()
    {
        if (failure != null) throw new IOException("The writer stopped after a failure; open the index again to go on from its last commit.", failure);
        ObjectDisposedException.ThrowIf(closed, typeof(IndexWriter));
    }

    /// <summary>Keeps the first failure.</summary>
    public void Fail(Exception cause)
    {
        lock (locks.State) failure ??= cause;
    }

    /// <summary>Does work that touches segments or the disk; what it throws stops the writer.</summary>
    public void Guard(Action work)
    {
        lock (locks.State) EnsureOpen();
        try
        {
            work();
        }
        catch (Exception e)
        {
            Fail(e);
            throw;
        }
    }

    /// <summary>True for the first who closes.</summary>
    public bool TryClose()
    {
        lock (locks.State)
        {
            if (closed) return false;
            return closed = true;
        }
    }
}
