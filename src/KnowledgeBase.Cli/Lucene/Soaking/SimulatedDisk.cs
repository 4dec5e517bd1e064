using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Cli.Lucene.Soaking;

/// <summary>What a power cut does to a file whose content was not synced.</summary>
public enum Damage
{
    /// <summary>The file is empty.</summary>
    Emptied,

    /// <summary>Its end is missing.</summary>
    CutShort,

    /// <summary>Its length is right, its content zeros from some point on.</summary>
    Zeroed,

    /// <summary>A stretch of it holds other bytes.</summary>
    Scrambled,

    /// <summary>The content happens to be there.</summary>
    Kept,
}

/// <summary>
/// A disk in memory that keeps apart what was synced and what was not. It can lose power or fail at a chosen call, and
/// tells what would be found afterwards: synced content is whole, other content damaged; of the creations, renames and
/// removals since the folder was synced, the first few happened (as on a journaling file system).
/// </summary>
public sealed class SimulatedDisk : IndexDirectory
{
    private sealed class Content
    {
        public byte[] Bytes = [];
        public bool Synced;
    }

    private readonly object sync = new();
    private readonly SortedDictionary<string, Content> names = new(StringComparer.Ordinal);
    private readonly List<Action<SortedDictionary<string, Content>>> journal = [];
    private SortedDictionary<string, Content> durable = new(StringComparer.Ordinal);
    private bool dead;
    private bool locked;

    /// <summary>A disk with these files, all synced.</summary>
    public SimulatedDisk(IReadOnlyDictionary<string, byte[]>? files = null)
    {
        foreach (var (name, bytes) in files ?? new Dictionary<string, byte[]>()) names[name] = new Content { Bytes = bytes, Synced = true };
        durable = new SortedDictionary<string, Content>(names, StringComparer.Ordinal);
    }

    /// <summary>Calls that change the disk, so far.</summary>
    public int Calls { get; private set; }

    /// <summary>The call that fails, or 0.</summary>
    public int FailAt { get; set; }

    /// <summary>After the failing call every other fails too, as when the power is cut; otherwise only that one fails.</summary>
    public bool PowerCut { get; set; }

    /// <summary>The files that would be found when the power comes back.</summary>
    public Dictionary<string, byte[]> AfterPowerCut(Damage damage, Random random)
    {
        lock (sync)
        {
            var state = new SortedDictionary<string, Content>(durable, StringComparer.Ordinal);
            foreach (var step in journal.Take(random.Next(journal.Count + 1))) step(state);
            return state.ToDictionary(f => f.Key, f => f.Value.Synced ? f.Value.Bytes : Spoil(f.Value.Bytes, damage, random));
        }
    }

    public override IReadOnlyList<string> ListAll()
    {
        lock (sync) return [.. names.Keys];
    }

    public override IndexInput OpenInput(string name)
    {
        lock (sync) return IndexInput.Wrap(name, Find(name).Bytes);
    }

    public override IndexOutput CreateOutput(string name)
    {
        lock (sync)
        {
            Call();
            if (names.ContainsKey(name)) throw new IOException($"Could not create {name}: a file of that name exists.");
            var content = new Content();
            Change(n => n[name] = content);
            return new Output(this, name, content);
        }
    }

    public override void Sync(IReadOnlyCollection<string> files)
    {
        foreach (var name in files)
        {
            lock (sync)
            {
                Call();
                Find(name).Synced = true;
            }
        }
    }

    public override void SyncDirectory()
    {
        lock (sync)
        {
            Call();
            durable = new SortedDictionary<string, Content>(names, StringComparer.Ordinal);
            journal.Clear();
        }
    }

    public override void Rename(string from, string to)
    {
        lock (sync)
        {
            Call();
            var content = Find(from);
            Change(n =>
            {
                n.Remove(from);
                n[to] = content;
            });
        }
    }

    public override void Delete(string name)
    {
        lock (sync)
        {
            Call();
            Find(name);
            Change(n => n.Remove(name));
        }
    }

    public override long Length(string name)
    {
        lock (sync) return Find(name).Bytes.Length;
    }

    public override IndexLock ObtainLock()
    {
        lock (sync)
        {
            if (locked) throw new IndexLockedException("on the simulated disk");
            locked = true;
        }
        return new Lock(this);
    }

    public override void Dispose()
    {
    }

    private void Change(Action<SortedDictionary<string, Content>> step)
    {
        step(names);
        journal.Add(step);
    }

    private Content Find(string name) => names.TryGetValue(name, out var content) ? content : throw new FileNotFoundException($"There is no file {name}.", name);

    private void Call()
    {
        Calls++;
        if (Calls == FailAt) dead = PowerCut;
        if (dead || Calls == FailAt) throw new IOException(PowerCut ? "The simulated power is off." : "The simulated disk is full.");
    }

    private static byte[] Spoil(byte[] bytes, Damage damage, Random random)
    {
        var at = random.Next(bytes.Length + 1);
        var spoilt = bytes.ToArray();
        switch (damage)
        {
            case Damage.Emptied: return [];
            case Damage.CutShort: return spoilt[..at];
            case Damage.Zeroed:
                spoilt.AsSpan(at).Clear();
                return spoilt;
            case Damage.Scrambled:
                random.NextBytes(spoilt.AsSpan(at, Math.Min(512, spoilt.Length - at)));
                return spoilt;
            default: return spoilt;
        }
    }

    private sealed class Output(SimulatedDisk disk, string name, Content content) : IndexOutput(name)
    {
        protected override void Append(ReadOnlySpan<byte> bytes)
        {
            lock (disk.sync)
            {
                disk.Call();
                content.Bytes = [.. content.Bytes, .. bytes];
                content.Synced = false;
            }
        }

        protected override void Close()
        {
        }

        public override void Dispose()
        {
        }
    }

    private sealed class Lock(SimulatedDisk disk) : IndexLock
    {
        public override void EnsureHeld()
        {
        }

        public override void Dispose() => disk.locked = false;
    }
}
