using KnowledgeBase.Extraction.Worker.Detection;

namespace KnowledgeBase.Extraction.Worker.Reading;

/// <summary>Reads the kinds of document it declares. Throws <see cref="DocumentRefusedException"/> for what it cannot read.</summary>
public interface IFormatReader
{
    /// <summary>Names of the formats, as <see cref="DetectedFormat.Name"/> gives them.</summary>
    IReadOnlyCollection<string> Formats { get; }

    /// <summary>Reads the document; the format's name and media type are filled in by the caller.</summary>
    Task<ExtractionResult> ReadAsync(DetectedFormat format, ReadingContext context);
}
