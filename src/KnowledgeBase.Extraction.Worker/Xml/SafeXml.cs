using System.Xml;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Xml;

/// <summary>Forward-only XML that resolves nothing, refuses document types, and stops at a depth no honest document reaches.</summary>
public static class SafeXml
{
    /// <summary>A reader of a part of a document.</summary>
    /// <param name="stream">Its content; closed with the reader.</param>
    /// <param name="dtd">Prohibited in office formats; ignored, never read, where the format allows one (XHTML in EPUB, XML files).</param>
    public static XmlReader Open(Stream stream, DtdProcessing dtd = DtdProcessing.Prohibit) => XmlReader.Create(stream, Settings(dtd));

    /// <inheritdoc cref="Open(Stream, DtdProcessing)"/>
    public static XmlReader Open(TextReader text, DtdProcessing dtd) => XmlReader.Create(text, Settings(dtd));

    /// <summary>Moves on, refusing documents nested deeper than allowed.</summary>
    public static bool Next(this XmlReader reader, ExtractionLimits limits)
    {
        if (!reader.Read())
        {
            return false;
        }

        return reader.Depth <= limits.Nesting
            ? true
            : throw DocumentRefusedException.TooBig($"The document's parts are nested more than {limits.Nesting:N0} deep.");
    }

    private static XmlReaderSettings Settings(DtdProcessing dtd) => new()
    {
        DtdProcessing = dtd,
        XmlResolver = null,
        MaxCharactersFromEntities = 1_000_000,
        CheckCharacters = false,
        CloseInput = true,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };
}
