namespace KnowledgeBase.Engine.Storage;

/// <summary>An index in memory, for tests and for small indexes that need not last. Safe for use by several threads.</summary>
public class MemoryDirectory : IndexDirectory
{
    private readonly Dictionary<string, byte[]> files = new(StringComparer.Ordinal);
    private bool locked;

    public override IReadOnlyList<string> ListAll()
    {
        lock (files) return files.Keys.Order(StringComparer.Ordinal).ToList();
    }

    public override IndexInput OpenInput(string name) => IndexInput.Wrap(name, Content(name));

    public override IndexOutput CreateOutput(string name)
    {
        lock (files)
            if (!files.TryAdd(name, [])) throw new IOException($"Could not create {name}: a file of that name exists.");
        return new MemoryOutput(this, name);
    }

    public override void Sync(IReadOnlyCollection<string> names)
    {
        foreach (var name in names) Content(name);
    }

    public override void SyncDirectory()
    {
    }

    public override void Rename(string from, string to)
    {
        lock (files)
        {
            files[to] = Content(from);
            files.Remove(from);
        }
    }

    public override void Delete(string name)
    {
        lock (files)
            if (!files.Remove(name)) throw Missing(name);
    }

    public override long Length(string name) => Content(name).Length;

    public override IndexLock ObtainLock()
    {
        lock (files)
        {
            if (locked) throw new IndexLockedException("in memory");
            locked = true;
        }
        return new MemoryLock(this);
    }

    /// <summary>The bytes of a file, or null when there is none of that name; they must not be changed.</summary>
    public byte[]? Find(string name)
    {
        lock (files) return files.GetValueOrDefault(name);
    }

    /// <summary>Bytes of all files.</summary>
    public long Bytes
    {
        get
        {
            lock (files) return files.Values.Sum(f => (long)f.Length);
        }
    }

    /// <summary>The bytes of a file; they must not be changed.</summary>
    public byte[] Content(string name)
    {
        lock (files) return files.TryGetValue(name, out var bytes) ? bytes : throw Missing(name);
    }

    /// <summary>Puts a file in place as it is, replacing one of that name.</summary>
    public void Put(string name, byte[] content)
    {
        lock (files) files[name] = content;
    }

    public override void Dispose() => GC.SuppressFinalize(this);

    private static FileNotFoundException Missing(string name) => new($"There is no file {name} in this directory.", name);

    private sealed class MemoryOutput(MemoryDirectory directory, string name) : IndexOutput(name)
    {
        private readonly MemoryStream content = new();

        protected override void Append(ReadOnlySpan<byte> bytes)
        {
            content.Write(bytes);
        }

        protected override void Close() => directory.Put(Name, content.ToArray());

        public override void Dispose() => content.Dispose();
    }

    private sealed class MemoryLock(MemoryDirectory directory) : IndexLock
    {
        private bool released;

        public override void EnsureHeld()
        {
            if (released) throw new IOException("The write lock was released.");
        }

        public override void Dispose()
        {
            released = true;
            lock (directory.files) directory.locked = false;
        }
    }
}
