namespace KnowledgeBase.Engine.Storage;

/// <summary>
/// A POSIX record lock on write.lock, the kind Java's NativeFSLockFactory takes. Such a lock belongs to the process and
/// is lost when any descriptor of the file is closed, so a set of held paths guards against a second lock from within.
/// </summary>
internal sealed class FileLock : IndexLock
{
    private static readonly HashSet<string> Held = new(StringComparer.Ordinal);

    private readonly string path;
    private readonly int fd;
    private readonly DateTime created;
    private bool released;

    public FileLock(string path, string place)
    {
        this.path = path;
        lock (Held)
            if (!Held.Add(path)) throw new IndexLockedException(place);
        try
        {
            fd = LinuxFile.OpenOrCreate(path);
            if (!LinuxFile.TryLock(fd, path))
            {
                LinuxFile.Close(fd, path);
                throw new IndexLockedException(place);
            }
            created = File.GetLastWriteTimeUtc(path);
        }
        catch
        {
            lock (Held) Held.Remove(path);
            throw;
        }
    }

    public override void EnsureHeld()
    {
        var file = new FileInfo(path);
        if (released || !file.Exists || file.Length != 0 || file.LastWriteTimeUtc != created || !LinuxFile.TryLock(fd, path))
            throw new IOException($"The write lock {path} was removed or changed by someone else; the writer stops so as not to damage the index.");
    }

    public override void Dispose()
    {
        if (released) return;
        released = true;
        LinuxFile.Close(fd, path);
        lock (Held) Held.Remove(path);
    }
}
