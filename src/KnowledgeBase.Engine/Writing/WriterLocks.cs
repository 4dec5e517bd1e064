namespace KnowledgeBase.Engine.Writing;

/// <summary>
/// The writer's three locks. Whoever needs several takes them in the order in which they stand here. A thread that holds a
/// buffer takes none but <see cref="State"/>, because who holds <see cref="Apply"/> may be waiting for that buffer.
/// </summary>
internal sealed class WriterLocks
{
    /// <summary>Held over a step of a commit: one commit at a time.</summary>
    public readonly object Commit = new();

    /// <summary>Held while segments change: all buffers become segments, deletions reach documents, a merged segment takes the place of its sources.</summary>
    public readonly object Apply = new();

    /// <summary>Guards the lists and counters: segments, deletions, buffers, merges under way, what failed. Changes of it are announced with a pulse.</summary>
    public readonly object State = new();
}
