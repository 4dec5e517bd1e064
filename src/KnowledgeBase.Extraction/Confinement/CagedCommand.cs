namespace KnowledgeBase.Extraction.Confinement;

/// <summary>A file or folder made visible inside a cage.</summary>
/// <param name="Outside">Its path out here.</param>
/// <param name="Inside">Its path in the cage; a fixed name, so that no name of a document reaches a tool.</param>
/// <param name="Writable">Whether the tool may write there.</param>
public sealed record CageBinding(string Outside, string Inside, bool Writable = false);

/// <summary>A program with its arguments and everything it is allowed.</summary>
public sealed record CagedCommand
{
    /// <summary>Name of a program in a system folder, such as "pdftotext".</summary>
    public required string Program { get; init; }

    /// <summary>Arguments, passed as they are: no shell reads them. Paths are those inside the cage.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    public IReadOnlyList<CageBinding> Bindings { get; init; } = [];

    /// <summary>The whole environment besides PATH and the locale.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>CPU seconds; null for none (a long-lived worker).</summary>
    public int? CpuSeconds { get; init; } = 10;

    /// <summary>Address space in bytes; null where a program cannot live with it.</summary>
    public long? AddressSpace { get; init; } = 1L << 30;

    /// <summary>Private writable memory in bytes.</summary>
    public long? Data { get; init; }

    /// <summary>Largest file it may write, in bytes.</summary>
    public long FileSize { get; init; } = 100L << 20;

    /// <summary>Processes and threads; enforced where the cage gives a user of its own.</summary>
    public int Processes { get; init; } = 64;

    /// <summary>True when the program needs a view of processes (a managed runtime does).</summary>
    public bool NeedsProc { get; init; }
}
