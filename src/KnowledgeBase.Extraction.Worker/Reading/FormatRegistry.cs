using KnowledgeBase.Extraction.Worker.Archives;
using KnowledgeBase.Extraction.Worker.Data;
using KnowledgeBase.Extraction.Worker.Detection;
using KnowledgeBase.Extraction.Worker.Epub;
using KnowledgeBase.Extraction.Worker.Html;
using KnowledgeBase.Extraction.Worker.Legacy;
using KnowledgeBase.Extraction.Worker.Mail;
using KnowledgeBase.Extraction.Worker.Ocr;
using KnowledgeBase.Extraction.Worker.Ole;
using KnowledgeBase.Extraction.Worker.OpenDocument;
using KnowledgeBase.Extraction.Worker.OpenXml;
using KnowledgeBase.Extraction.Worker.Pdf;
using KnowledgeBase.Extraction.Worker.Text;

namespace KnowledgeBase.Extraction.Worker.Reading;

/// <summary>Which reader reads what.</summary>
public sealed class FormatRegistry
{
    private readonly Dictionary<string, IFormatReader> readers = [];

    public FormatRegistry(params IEnumerable<IFormatReader> all)
    {
        foreach (var reader in all)
        {
            foreach (var format in reader.Formats)
            {
                readers.Add(format, reader);
            }
        }
    }

    /// <summary>Every reader there is.</summary>
    public static FormatRegistry All() => new(
        new PdfReader(),
        new OpenXmlPackageReader(),
        new OpenDocumentReader(),
        new EpubReader(),
        new HtmlReader(),
        new PlainTextReader(),
        new XmlTextReader(),
        new JsonTextReader(),
        new LegacyReader(),
        new MailReader(),
        new OutlookReader(),
        new ArchiveReader(),
        new ImageReader(),
        new EncryptedOfficeReader());

    /// <exception cref="DocumentRefusedException">Nothing reads this kind of document.</exception>
    public IFormatReader ReaderOf(DetectedFormat format) => readers.TryGetValue(format.Name, out var reader)
        ? reader
        : throw new DocumentRefusedException(
            ExtractionOutcome.Unsupported,
            format == DetectedFormat.Unknown
                ? "This is not a kind of document that can be read."
                : $"Files of the kind {format.Label} cannot be read.");
}
