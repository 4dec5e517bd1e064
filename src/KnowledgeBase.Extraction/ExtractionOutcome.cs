namespace KnowledgeBase.Extraction;

/// <summary>How reading a document ended. A closed set: whoever handles a result handles each of these.</summary>
public enum ExtractionOutcome
{
    /// <summary>Every page was read.</summary>
    Ok,

    /// <summary>Some pages or parts were read, others not; the page account and <see cref="ExtractionResult.Notes"/> say which.</summary>
    Partial,

    /// <summary>A sound document without any text, such as a scan where OCR is not installed.</summary>
    Empty,

    /// <summary>A password is needed.</summary>
    Encrypted,

    /// <summary>Not a kind of document that can be read.</summary>
    Unsupported,

    /// <summary>Damaged beyond reading.</summary>
    Corrupt,

    /// <summary>Over a limit of size, nesting, inflation or output.</summary>
    TooBig,

    /// <summary>The reader was stopped at its time limit.</summary>
    TimedOut,

    /// <summary>The reader died or ran out of memory.</summary>
    Crashed,

    /// <summary>An optional part (see <see cref="ExtractionResult.MissingPart"/>) must be installed first.</summary>
    NeedsPart,
}
