namespace KnowledgeBase.Extraction;

/// <summary>One document to be read.</summary>
public sealed record ExtractionRequest
{
    /// <summary>The file; it is only read, and nothing else of the file system is touched but <see cref="Scratch"/>.</summary>
    public required string Path { get; init; }

    /// <summary>The name people know it by; a weak hint, the type comes from the content.</summary>
    public required string OriginalName { get; init; }

    /// <summary>An empty folder for temporary files, children and renditions; the caller empties it afterwards.</summary>
    public required string Scratch { get; init; }

    /// <summary>Takes pages and hidden passages as they come; the result then holds none. Null: the result holds them all.</summary>
    public IReadingSink? Sink { get; init; }

    /// <summary>ISO 639-1 codes that OCR should expect, likeliest first; empty: decide from the document itself.</summary>
    public IReadOnlyList<string> OcrLanguages { get; init; } = [];
}
