using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Detection;

/// <summary>Office files behind a password: nothing can be read, and that is said.</summary>
public sealed class EncryptedOfficeReader : IFormatReader
{
    public IReadOnlyCollection<string> Formats { get; } = [DetectedFormat.EncryptedOffice.Name];

    public Task<ExtractionResult> ReadAsync(DetectedFormat format, ReadingContext context) => throw DocumentRefusedException.Encrypted();
}
