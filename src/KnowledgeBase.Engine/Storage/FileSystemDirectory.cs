namespace KnowledgeBase.Engine.Storage;

/// <summary>An index in a folder of the file system. Only files of the index may live there.</summary>
public sealed class FileSystemDirectory : IndexDirectory
{
    private readonly string folder;

    /// <summary>Uses the folder, creating it (and syncing its parent) when it is missing.</summary>
    public FileSystemDirectory(string folder)
    {
        this.folder = Path.GetFullPath(folder);
        if (Directory.Exists(this.folder)) return;
        Directory.CreateDirectory(this.folder);
        if (Path.GetDirectoryName(this.folder) is { } parent) LinuxFile.Sync(parent);
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

    public override IndexOutput CreateOutput(string name) => new FileOutput(name, PathOf(name));

    public override void Sync(IReadOnlyCollection<string> names)
    {
        foreach (var name in names) LinuxFile.Sync(PathOf(name));
    }

    public override void SyncDirectory() => LinuxFile.Sync(folder);

    public override void Rename(string from, string to) => LinuxFile.Rename(PathOf(from), PathOf(to));

    public override void Delete(string name) => LinuxFile.Unlink(PathOf(name));

    public override long Length(string name) => new FileInfo(PathOf(name)).Length;

    public override IndexLock ObtainLock() => new FileLock(PathOf(IndexLock.FileName), folder);

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

    private sealed class FileOutput(string name, string path) : IndexOutput(name)
    {
        private int fd = LinuxFile.CreateNew(path);

        protected override void Append(ReadOnlySpan<byte> bytes) => LinuxFile.Write(fd, bytes, path);

        protected override void Close()
        {
            var open = fd;
            fd = -1;
            if (open >= 0) LinuxFile.Close(open, path);
        }

        public override void Dispose() => Close();
    }
}
