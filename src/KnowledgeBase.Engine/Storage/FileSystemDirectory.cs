namespace KnowledgeBase.Engine.Storage;

/// <summary>An index in a folder of the file system. Only files of the index may live there.</summary>
public sealed class FileSystemDirectory : IndexDirectory
{
    private readonly string folder;
    private readonly LinuxFile files;

    /// <summary>Uses the folder, creating it (and syncing its parent) when it is missing.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="calls">What takes the place of the operating system's calls; null for these themselves.</param>
    public FileSystemDirectory(string folder, FileCalls? calls = null)
    {
        files = new LinuxFile(calls ?? FileCalls.System);
        this.folder = Path.GetFullPath(folder);
        if (Directory.Exists(this.folder)) return;
        Directory.CreateDirectory(this.folder);
        if (Path.GetDirectoryName(this.folder) is not { } parent) return;
        try
        {
            files.Sync(parent);
        }
        catch
        {
            // What exists counts as synced, so the folder must not stay.
            Directory.Delete(this.folder);
            throw;
        }
    }

    public string Folder => folder;

    public override IReadOnlyList<string> ListAll()
    {
        var names = new List<string>();
        foreach (var path in Directory.EnumerateFiles(folder)) names.Add(Path.GetFileName(path));
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    public override IndexInput OpenInput(string name) => IndexInput.Map(PathOf(name));

    public override IndexOutput CreateOutput(string name) => new FileOutput(files, name, PathOf(name));

    public override void Sync(IReadOnlyCollection<string> names)
    {
        foreach (var name in names) files.Sync(PathOf(name));
    }

    public override void SyncDirectory() => files.Sync(folder);

    public override void Rename(string from, string to) => files.Rename(PathOf(from), PathOf(to));

    public override void Delete(string name) => files.Unlink(PathOf(name));

    public override long Length(string name) => new FileInfo(PathOf(name)).Length;

    public override IndexLock ObtainLock() => new FileLock(files, PathOf(IndexLock.FileName), folder);

    public override string ToString() => folder;

    public override void Dispose()
    {
    }

    private string PathOf(string name)
    {
        // Names come from commit files too, which may be damaged or hostile.
        if (name.Length == 0 || name is "." or ".." || name.AsSpan().IndexOfAny('/', '\0') >= 0)
            throw new IOException($"\"{name}\" is not a file name.");
        return Path.Combine(folder, name);
    }

    private sealed class FileOutput(LinuxFile files, string name, string path) : IndexOutput(name)
    {
        private int fd = files.CreateNew(path);

        protected override void Append(ReadOnlySpan<byte> bytes) => files.Write(fd, bytes, path);

        protected override void Close()
        {
            var open = fd;
            fd = -1;
            if (open >= 0) files.Close(open, path);
        }

        public override void Dispose() => Close();
    }
}
