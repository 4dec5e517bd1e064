namespace KnowledgeBase.Catalogue;

/// <summary>What is to be done to a document.</summary>
public enum JobStage
{
    /// <summary>Read the original: extract, identify, describe.</summary>
    Read = 0,

    /// <summary>Bring the search index to the document's present revision.</summary>
    Index = 1,
}

public enum JobState
{
    Waiting = 0,
    Running = 1,

    /// <summary>Failed for now; tried again at a later time.</summary>
    Failed = 2,

    /// <summary>Given up until a person or a new part says otherwise.</summary>
    Parked = 3,
}

/// <summary>How urgent a job is; a higher number goes first.</summary>
public enum JobPriority
{
    /// <summary>Re-reading and re-indexing what is there already.</summary>
    Background = 0,

    /// <summary>A folder or archive being loaded.</summary>
    Bulk = 10,

    /// <summary>Somebody is waiting for it.</summary>
    Person = 20,
}

/// <summary>A job handed out.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="Stage">What to do.</param>
/// <param name="Priority">How urgent.</param>
/// <param name="Attempts">Times it was handed out, this one included.</param>
public sealed record Job(string DocumentId, JobStage Stage, JobPriority Priority, int Attempts);

/// <summary>A line of the list of what is not done.</summary>
public sealed record QueueEntry(
    string DocumentId, string Title, string FileName, DocumentState State, JobStage? Stage, JobState? Job, int Attempts, DateTimeOffset? NextTry, string Reason);

/// <summary>Numbers of the queue.</summary>
public sealed record QueueNumbers(long ToRead, long Reading, long ToIndex, long Failed, long Parked);

/// <summary>A file that arrived and lies safely in the store.</summary>
public sealed record Arrival
{
    /// <summary>Lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>By the first bytes.</summary>
    public required string MediaType { get; init; }

    public string Format { get; init; } = "";

    /// <summary>Name or path it came under.</summary>
    public required string Name { get; init; }

    public required string Collection { get; init; }

    public required string By { get; init; }

    public DocumentVisibility Visibility { get; init; }

    public JobPriority Priority { get; init; } = JobPriority.Bulk;

    /// <summary>Metadata that came with it.</summary>
    public RecordChange Metadata { get; init; } = RecordChange.Nothing;

    /// <summary>The document it was found in, with the path there.</summary>
    public string? ParentId { get; init; }

    public string? PathInParent { get; init; }
}

public enum ReceiptKind
{
    /// <summary>A new document.</summary>
    New,

    /// <summary>The bytes are held already; the source was noted.</summary>
    Duplicate,

    /// <summary>The bytes belong to a document that was withdrawn; nothing was changed.</summary>
    Withdrawn,
}

/// <summary>What became of an arrival, and the document it belongs to.</summary>
public sealed record Receipt(string Id, ReceiptKind Kind);

/// <summary>What reading a document gave, as far as the catalogue keeps it.</summary>
public sealed record Reading
{
    /// <summary>Indexed (to become searchable), Waiting, Refused or Failed.</summary>
    public required DocumentState Result { get; init; }

    /// <summary>See <see cref="DocumentRecord.Outcome"/>.</summary>
    public required string Outcome { get; init; }

    public string Reason { get; init; } = "";

    public IReadOnlyList<string> Notes { get; init; } = [];

    public string MissingPart { get; init; } = "";

    public string Tool { get; init; } = "";

    public string Format { get; init; } = "";

    public string MediaType { get; init; } = "application/octet-stream";

    public bool HasPages { get; init; }

    /// <summary>The page account, in page order.</summary>
    public IReadOnlyList<PageRun> Pages { get; init; } = [];

    /// <summary>What the machine proposes for the record.</summary>
    public RecordChange Proposed { get; init; } = RecordChange.Nothing;

    /// <summary>What the document is about; null when it was not looked for.</summary>
    public Tagging? Tags { get; init; }

    /// <summary>64-bit similarity fingerprint of the text; null when there is too little of it.</summary>
    public ulong? Fingerprint { get; init; }

    /// <summary>When to try a failed reading again; null: park it.</summary>
    public DateTimeOffset? TryAgain { get; init; }
}
