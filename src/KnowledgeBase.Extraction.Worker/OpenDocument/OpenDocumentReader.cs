using System.Xml;
using KnowledgeBase.Extraction.Worker.Containers;
using KnowledgeBase.Extraction.Worker.Detection;
using KnowledgeBase.Extraction.Worker.Reading;
using KnowledgeBase.Extraction.Worker.Xml;

namespace KnowledgeBase.Extraction.Worker.OpenDocument;

/// <summary>OpenDocument text, sheets, presentations and drawings: a zip whose content.xml is read forward-only.</summary>
public sealed class OpenDocumentReader : IFormatReader
{
    public IReadOnlyCollection<string> Formats { get; } =
        [DetectedFormat.Odt.Name, DetectedFormat.Ods.Name, DetectedFormat.Odp.Name];

    public Task<ExtractionResult> ReadAsync(DetectedFormat format, ReadingContext context)
    {
        using var zip = CappedZip.Open(context.Document, context.Limits);
        RefuseEncrypted(zip, context);
        var content = zip.Find("content.xml")
            ?? throw DocumentRefusedException.Corrupt("The OpenDocument file has no content.");
        var reader = new ContentReader(zip, context, format);
        reader.Read(content);
        if (format == DetectedFormat.Odt && zip.Find("styles.xml") is { } styles)
        {
            reader.ReadHeadersAndFooters(styles);
        }

        var account = PageAccount.Of(reader.Pages);
        return Task.FromResult(account with
        {
            HasPages = format != DetectedFormat.Odt,
            Pages = reader.Pages,
            Hidden = reader.Hidden,
            Properties = Properties(zip, context) with { LargestLine = reader.TitleLine },
            Tool = InstalledTools.Own,
        });
    }

    private static void RefuseEncrypted(CappedZip zip, ReadingContext context)
    {
        if (zip.Find("META-INF/manifest.xml") is not { } manifest)
        {
            return;
        }

        using var reader = SafeXml.Open(zip.Open(manifest), DtdProcessing.Ignore);
        while (reader.Next(context.Limits))
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "encryption-data")
            {
                throw DocumentRefusedException.Encrypted();
            }
        }
    }

    private static DocumentProperties Properties(CappedZip zip, ReadingContext context)
    {
        if (zip.Find("meta.xml") is not { } meta)
        {
            return new();
        }

        try
        {
            using var reader = SafeXml.Open(zip.Open(meta));
            return MetadataXml.Read(reader, context.Limits);
        }
        catch (XmlException)
        {
            context.Note("The document's own properties are damaged and were left out.");
            return new();
        }
    }
}
