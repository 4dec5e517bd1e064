namespace KnowledgeBase.Engine.Storage;

/// <summary>
/// A directory in front of another that holds small segments in memory until they are synced: what was written to the place that
/// <see cref="PlaceFor"/> gives can be read and removed here like any file, and reaches the disk only with a commit that names it.
/// A segment that a view needs now and a merge takes away soon after costs no call of the file system.
/// </summary>
/// <param name="disk">Where synced files are, and all that are not written to memory.</param>
/// <param name="mostBytes">How much may be held.</param>
internal sealed class HeldFiles(IndexDirectory disk, long mostBytes) : IndexDirectory
{
    private readonly MemoryDirectory memory = new();

    /// <summary>Where to write a segment of about so many bytes: to memory, from where it is read here, unless it takes a large part of what may be held.</summary>
    public IndexDirectory PlaceFor(long bytes) => bytes <= mostBytes / 4 && memory.Bytes + bytes <= mostBytes ? memory : disk;

    public override IReadOnlyList<string> ListAll() => [.. disk.ListAll().Union(memory.ListAll()).Order(StringComparer.Ordinal)];

    public override IndexInput OpenInput(string name) => memory.Find(name) is { } held ? IndexInput.Wrap(name, held) : disk.OpenInput(name);

    public override IndexOutput CreateOutput(string name) => disk.CreateOutput(name);

    public override void Sync(IReadOnlyCollection<string> names)
    {
        foreach (var name in names)
        {
            if (memory.Find(name) is not { } held) continue;
            try
            {
                using var output = disk.CreateOutput(name);
                output.WriteBytes(held);
                output.Finish();
            }
            finally
            {
                // From here on the file is the one on the disk, half written though it may be.
                memory.Delete(name);
            }
        }
        disk.Sync(names);
    }

    public override void SyncDirectory() => disk.SyncDirectory();

    public override void Rename(string from, string to) => disk.Rename(from, to);

    public override void Delete(string name)
    {
        if (memory.Find(name) != null) memory.Delete(name);
        else disk.Delete(name);
    }

    public override long Length(string name) => memory.Find(name)?.Length ?? disk.Length(name);

    public override IndexLock ObtainLock() => disk.ObtainLock();

    /// <summary>Leaves the directory behind open.</summary>
    public override void Dispose() => memory.Dispose();
}
