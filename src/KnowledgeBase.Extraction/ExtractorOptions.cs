namespace KnowledgeBase.Extraction;

/// <summary>How documents are read on this machine.</summary>
public sealed record ExtractorOptions
{
    /// <summary>The worker's assembly; by default <c>worker/KnowledgeBase.Extraction.Worker.dll</c> or the same name beside the running program.</summary>
    public string WorkerPath { get; init; } = FindWorker();

    /// <summary>Folder for the workers' own folders; best on the file system of the originals, where a document is linked and not copied.</summary>
    public string WorkFolder { get; init; } = Path.GetTempPath();

    /// <summary>Documents read at the same time.</summary>
    public int Parallelism { get; init; } = Math.Max(1, Environment.ProcessorCount);

    /// <summary>Documents after which a worker is replaced by a fresh one.</summary>
    public int DocumentsPerWorker { get; init; } = 250;

    /// <summary>Resident bytes after which a worker is replaced by a fresh one.</summary>
    public long BytesPerWorker { get; init; } = 250L << 20;

    /// <summary>Managed heap of a worker, in bytes.</summary>
    public long WorkerHeap { get; init; } = 400L << 20;

    /// <summary>Bytes a worker may send for one document.</summary>
    public long AnswerBytes { get; init; } = 256L << 20;

    /// <summary>What one document may cost.</summary>
    public ExtractionLimits Limits { get; init; } = new();

    /// <summary>False reads without the bubblewrap cage even where it would work; for tests of the weaker confinement.</summary>
    public bool AllowCage { get; init; } = true;

    private static string FindWorker()
    {
        const string name = "KnowledgeBase.Extraction.Worker.dll";
        var beside = Path.Combine(AppContext.BaseDirectory, "worker", name);
        return File.Exists(beside) ? beside : Path.Combine(AppContext.BaseDirectory, name);
    }
}
