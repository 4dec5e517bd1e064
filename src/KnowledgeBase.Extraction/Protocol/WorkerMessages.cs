using System.Text.Json;
using System.Text.Json.Serialization;

namespace KnowledgeBase.Extraction.Protocol;

/// <summary>What the client asks of a worker: read the one file that lies in its input folder.</summary>
public sealed record WorkerRequest
{
    /// <summary>The document's path as the worker sees it.</summary>
    public required string Document { get; init; }

    /// <summary>The worker's output folder as it sees it.</summary>
    public required string Scratch { get; init; }

    public required string OriginalName { get; init; }

    public IReadOnlyList<string> OcrLanguages { get; init; } = [];

    public required ExtractionLimits Limits { get; init; }
}

/// <summary>
/// One frame from a worker. Frames without content say "still at work"; pages come in small batches, a long one in pieces under
/// the same number; the last frame carries the result without its pages.
/// </summary>
public sealed record WorkerReply
{
    public IReadOnlyList<ExtractedPage>? Pages { get; init; }

    public IReadOnlyList<HiddenPassage>? Hidden { get; init; }

    /// <summary>The end: everything but pages and hidden passages, which came before.</summary>
    public ExtractionResult? Result { get; init; }

    /// <summary>Resident bytes of the worker, with the last frame.</summary>
    public long ResidentBytes { get; init; }
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WorkerRequest))]
[JsonSerializable(typeof(WorkerReply))]
public sealed partial class WorkerJson : JsonSerializerContext
{
    private static WorkerJson? lean;

    /// <summary>Writes letters of all scripts as they are: nothing here is ever part of a page.</summary>
    public static WorkerJson Lean => lean ??= new(new JsonSerializerOptions(Default.GeneratedSerializerOptions!)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
