using KnowledgeBase.Catalogue;

namespace KnowledgeBase.Ingestion;

/// <summary>How the pipeline works.</summary>
public sealed record IngestionOptions
{
    /// <summary>The largest file taken, in bytes.</summary>
    public long MostBytes { get; init; } = 2L << 30;

    /// <summary>Documents read at once; one more is read at once for people who wait.</summary>
    public int Readers { get; init; } = Math.Max(1, Environment.ProcessorCount);

    /// <summary>How long changes of a bulk load may wait for company before the index is committed. Those a person waits for do not wait.</summary>
    public TimeSpan BulkCommit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Characters put into the index after which it is committed, whatever the time.</summary>
    public long CommitCharacters { get; init; } = 32_000_000;

    /// <summary>How deep documents may lie in documents: a file in a zip in a mail is 2.</summary>
    public int MostNesting { get; init; } = 4;

    /// <summary>Files taken out of one document and of what is in it, down to the last.</summary>
    public long MostInside { get; init; } = 50_000;

    /// <summary>Their bytes in all.</summary>
    public long MostBytesInside { get; init; } = 8L << 30;

    /// <summary>How often it is looked whether an optional part was installed that documents wait for.</summary>
    public TimeSpan PartsEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often it is looked whether vocabularies came or went that documents are tagged with.</summary>
    public TimeSpan VocabulariesEvery { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long to wait before an index that could not be built, the disk being full or failing, is built again.</summary>
    public TimeSpan RebuildAgain { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Waits before a reading that failed is tried again; after the last one it is parked.</summary>
    public IReadOnlyList<TimeSpan> Retries { get; init; } = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(15)];

    /// <summary>Times a document is handed out before it is parked, when the program ended each time.</summary>
    public int MostAttempts { get; init; } = 10;
}

/// <summary>What comes with a file.</summary>
public sealed record ReceiveRequest
{
    /// <summary>Its name or path, as people know it. Never used as a path.</summary>
    public required string Name { get; init; }

    public string Collection { get; init; } = "general";

    /// <summary>Who brings it: a person or the name of a key.</summary>
    public required string By { get; init; }

    public RecordChange Metadata { get; init; } = RecordChange.Nothing;

    public JobPriority Priority { get; init; } = JobPriority.Person;

    public DocumentVisibility Visibility { get; init; } = DocumentVisibility.Public;
}

/// <summary>The words of the contract for what became of a document.</summary>
public static class DocumentStatus
{
    /// <summary>Safe, and on its way.</summary>
    public const string Received = "received";
    public const string Indexed = "indexed";
    public const string Duplicate = "duplicate";
    public const string Waiting = "waiting";
    public const string Refused = "refused";
    public const string Failed = "failed";
    public const string Withdrawn = "withdrawn";

    public static string Of(DocumentState state) => state switch
    {
        DocumentState.Received => Received,
        DocumentState.Indexed => Indexed,
        DocumentState.Waiting => Waiting,
        DocumentState.Refused => Refused,
        DocumentState.Failed => Failed,
        _ => Withdrawn,
    };
}

/// <summary>The answer to an upload. What it says is safe is on the disk.</summary>
/// <param name="Id">The document; null when nothing was kept.</param>
/// <param name="Name">The name it came under.</param>
/// <param name="Status">received, duplicate or refused.</param>
/// <param name="Reason">Why it was refused; empty otherwise.</param>
public sealed record IngestionReceipt(string? Id, string Name, string Status, string Reason);

/// <summary>Where a document stands, as the contract tells it.</summary>
public sealed record IngestionStatus(
    string Id, string Status, string Title, string Format, string Language, int Pages, long Characters, string Reason);

/// <summary>Something happened to a document.</summary>
/// <param name="Id">The document.</param>
/// <param name="Status">One of <see cref="DocumentStatus"/>, or "reading" when a reader took it up.</param>
/// <param name="Reason">Empty when all is well.</param>
public sealed record IngestionEvent(string Id, string Status, string Reason)
{
    public const string Reading = "reading";

    /// <summary>True when nothing more happens to the document by itself.</summary>
    public bool IsFinal => Status is not (Reading or DocumentStatus.Received);
}

/// <summary>How far the pipeline is.</summary>
/// <param name="Queue">Numbers of the queue.</param>
/// <param name="Done">Documents finished since the start.</param>
/// <param name="PerSecond">Documents finished per second over the last minute.</param>
/// <param name="TimeLeft">At that rate; null when it cannot be told.</param>
/// <param name="Paused">True while a person holds it.</param>
/// <param name="Trouble">A fault of the machine (disk full …) that holds it up; empty when there is none.</param>
public sealed record IngestionProgress(QueueNumbers Queue, long Done, double PerSecond, TimeSpan? TimeLeft, bool Paused, string Trouble);
