namespace KnowledgeBase.Extraction.Worker.Reading;

/// <summary>A document cannot be read (any further), with the outcome and a sentence for a person.</summary>
public sealed class DocumentRefusedException(ExtractionOutcome outcome, string reason) : Exception(reason)
{
    public ExtractionOutcome Outcome { get; } = outcome;

    /// <summary>The optional part that would read the document: "ocr", "office" or null.</summary>
    public string? MissingPart { get; private init; }

    public static DocumentRefusedException TooBig(string reason) => new(ExtractionOutcome.TooBig, reason);

    public static DocumentRefusedException Corrupt(string reason) => new(ExtractionOutcome.Corrupt, reason);

    public static DocumentRefusedException Encrypted() =>
        new(ExtractionOutcome.Encrypted, "The document is protected by a password.");

    public static DocumentRefusedException NeedsOffice() =>
        new(ExtractionOutcome.NeedsPart, "This kind of document needs the optional part \"office\" (LibreOffice), which is not installed.")
        {
            MissingPart = "office",
        };

    public static DocumentRefusedException NeedsOcr() =>
        new(ExtractionOutcome.NeedsPart, "To read text in pictures, the optional part \"ocr\" (tesseract) must be installed.")
        {
            MissingPart = "ocr",
        };
}
