namespace KnowledgeBase.Engine.Storage;

/// <summary>
/// Where the files of one index live: a folder, memory, or in tests a disk that fails. Files are written once,
/// never changed, renamed only when a commit is made, and removed when nothing names them.
/// Every method throws <see cref="IOException"/> when the storage fails; none hides an error.
/// </summary>
public abstract class IndexDirectory : IDisposable
{
    /// <summary>Names of all files, in ordinal order.</summary>
    public abstract IReadOnlyList<string> ListAll();

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public abstract IndexInput OpenInput(string name);

    /// <summary>Begins a new file.</summary>
    /// <exception cref="IOException">A file of that name exists already, or the storage failed.</exception>
    public abstract IndexOutput CreateOutput(string name);

    /// <summary>Returns when the content of these files would survive a power cut (their names: see <see cref="SyncDirectory"/>).</summary>
    public abstract void Sync(IReadOnlyCollection<string> names);

    /// <summary>Returns when the names that files have now would survive a power cut.</summary>
    public abstract void SyncDirectory();

    /// <summary>Gives a file a new name, atomically; a file of the new name is replaced.</summary>
    public abstract void Rename(string from, string to);

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public abstract void Delete(string name);

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public abstract long Length(string name);

    /// <summary>Takes the lock that keeps every other writer out, of this process or another, ours or Java's.</summary>
    /// <exception cref="IndexLockedException">Another writer holds it.</exception>
    public abstract IndexLock ObtainLock();

    public abstract void Dispose();
}

/// <summary>The held write lock of an index; disposing releases it.</summary>
public abstract class IndexLock : IDisposable
{
    /// <summary>Name of the file on which the lock is held. The file itself means nothing and stays.</summary>
    public const string FileName = "write.lock";

    /// <exception cref="IOException">The lock is no longer held: its file was removed or replaced.</exception>
    public abstract void EnsureHeld();

    public abstract void Dispose();
}

/// <summary>Another writer has the index open.</summary>
public sealed class IndexLockedException(string place)
    : IOException($"The index {place} is being written by another program; only one writer may have it open at a time.");
