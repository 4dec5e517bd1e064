namespace KnowledgeBase.Extraction;

/// <summary>What one document may cost. Each limit ends in an outcome or a visible note, never in a silent cut.</summary>
public sealed record ExtractionLimits
{
    /// <summary>Longest time a worker may go without reporting progress, such as another page read.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>Longest time for one document in all, OCR of its pages included.</summary>
    public TimeSpan WallTime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Longest time a native tool may go without output, and for tools that give output only at the end, their whole time.</summary>
    public TimeSpan ToolSilence { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>CPU seconds a native tool may use, before what it is granted for each page.</summary>
    public int ToolCpuSeconds { get; init; } = 10;

    /// <summary>Address space of a native tool, in bytes.</summary>
    public long ToolMemory { get; init; } = 1L << 30;

    /// <summary>Largest file a tool or worker may write, in bytes.</summary>
    public long FileSize { get; init; } = 200L << 20;

    /// <summary>Characters of text kept from one document.</summary>
    public int Characters { get; init; } = 20_000_000;

    /// <summary>Bytes that a compressed container may inflate to, in all and in one part.</summary>
    public long InflatedBytes { get; init; } = 600L << 20;

    /// <summary>Bytes taken out of an archive, in all.</summary>
    public long ArchiveBytes { get; init; } = 4L << 30;

    /// <summary>Entries of a compressed container.</summary>
    public int Entries { get; init; } = 20_000;

    /// <summary>Inflated bytes allowed for each compressed byte, looked at once a part exceeds 1 MiB.</summary>
    public int Ratio { get; init; } = 250;

    /// <summary>Depth of nested XML elements.</summary>
    public int Nesting { get; init; } = 2_000;

    /// <summary>Pages read by OCR in one document.</summary>
    public int OcrPages { get; init; } = 2_000;

    /// <summary>CPU seconds OCR may spend on one page; a dense page takes three to eight.</summary>
    public int OcrPageCpuSeconds { get; init; } = 20;

    /// <summary>Time after which OCR begins no further page of a document; what was read until then is kept.</summary>
    public TimeSpan OcrTime { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>Files taken out of an archive, message or PDF.</summary>
    public int Children { get; init; } = 10_000;
}
