namespace KnowledgeBase.Engine.Storage;

/// <summary>
/// A POSIX record lock on write.lock, the kind Java's NativeFSLockFactory takes. Such a lock belongs to the process and
/// is lost when any descriptor of the file is closed, so a set of held paths guards against a second lock from within.
/// </summary>
internal sealed class FileLock : IndexLock
{
    private static readonly HashSet<string> Held = new(StringComparer.Ordinal);

    private readonly LinuxFile files;
    private readonly string path;
    private readonly int fd = -1;
    private readonly DateTime created;
    private bool released;

    public FileLock(LinuxFile files, string path, string place)
    {
        this.files = files;
        this.path = path;
        lock (Held)
            if (!Held.Add(path)) throw new IndexLockedException(place);
        try
        {
            fd = files.OpenOrCreate(path);
            if (!RecordLock.TryTake(fd, path)) throw new IndexLockedException(place);
            created = File.GetLastWriteTimeUtc(path);
        }
        catch
        {
            if (fd >= 0) files.Close(fd, path);
            lock (Held) Held.Remove(path);
            throw;
        }
    }

    public override void EnsureHeld()
    {
        var file = new FileInfo(path);
        if (released || !file.Exists || file.Length != 0 || file.LastWriteTimeUtc != created || !RecordLock.TryTake(fd, path))
            throw new IOException($"The write lock {path} was removed or changed by someone else; the writer stops so as not to damage the index.");
    }

    public override void Dispose()
    {
        if (released) return;
        released = true;
        try
        {
            files.Close(fd, path);
        }
        finally
        {
            lock (Held) Held.Remove(path);
        }
    }
}
