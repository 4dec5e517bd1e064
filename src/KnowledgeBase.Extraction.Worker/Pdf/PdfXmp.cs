using System.Xml;
using KnowledgeBase.Extraction.Worker.Reading;
using KnowledgeBase.Extraction.Worker.Xml;

namespace KnowledgeBase.Extraction.Worker.Pdf;

/// <summary>Fills in what a PDF's information entries leave open from its packet of metadata (XMP: Dublin Core in RDF).</summary>
public static class PdfXmp
{
    private const string DublinCore = "http://purl.org/dc/elements/1.1/";
    private const string AdobePdf = "http://ns.adobe.com/pdf/1.3/";
    private const string Basic = "http://ns.adobe.com/xap/1.0/";
    private const int MaxValue = 4000;

    public static DocumentProperties Complete(DocumentProperties found, PdfScan scan, ExtractionLimits limits)
    {
        found = found with { Language = found.Language ?? scan.Language };
        foreach (var packet in scan.Packets)
        {
            if (Read(packet, limits) is not { } said || (said.TryGetValue("format", out var format) && !format[0].Contains("pdf", StringComparison.OrdinalIgnoreCase)))
            {
                // Damaged, or that of a picture in the file.
                continue;
            }

            string? Of(string name) => said.TryGetValue(name, out var values) ? values[0] : null;
            return found with
            {
                Title = found.Title ?? Of("title"),
                Authors = found.Authors.Count > 0 ? found.Authors : Names.Split(string.Join(';', said.GetValueOrDefault("creator", []))),
                Subject = found.Subject ?? Of("description"),
                Keywords = found.Keywords.Count > 0 ? found.Keywords : said.GetValueOrDefault("subject", []).Count > 0 ? said["subject"] : Names.SplitKeywords(Of("Keywords")),
                Language = found.Language ?? (Of("language") is { Length: < 20 } language && language != "x-default" ? language : null),
                Created = found.Created ?? MetadataXml.Date(Of("CreateDate")),
                Modified = found.Modified ?? MetadataXml.Date(Of("ModifyDate")),
            };
        }

        return found;
    }

    /// <summary>Values by name, those of lists in order; null when the packet is damaged.</summary>
    private static Dictionary<string, List<string>>? Read(byte[] packet, ExtractionLimits limits)
    {
        var said = new Dictionary<string, List<string>>();
        void Add(string name, string value)
        {
            var tidy = TextCleaner.Clean(value).Trim();
            if (tidy.Length is > 0 and <= MaxValue)
            {
                (said.TryGetValue(name, out var values) ? values : said[name] = []).Add(tidy);
            }
        }

        try
        {
            using var reader = SafeXml.Open(new MemoryStream(packet));
            string? property = null;
            var depth = 0;
            while (reader.Next(limits))
            {
                if (reader.NodeType == XmlNodeType.Element && reader.NamespaceURI is DublinCore or AdobePdf or Basic)
                {
                    (property, depth) = (reader.LocalName, reader.Depth);
                }
                else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "Description")
                {
                    for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
                    {
                        if (reader.NamespaceURI is DublinCore or AdobePdf or Basic)
                        {
                            Add(reader.LocalName, reader.Value);
                        }
                    }
                }
                else if (reader.NodeType is XmlNodeType.Text && property is not null && reader.Depth > depth)
                {
                    Add(property, reader.Value);
                }
                else if (reader.NodeType == XmlNodeType.EndElement && reader.Depth <= depth)
                {
                    property = null;
                }
            }

            return said;
        }
        catch (Exception error) when (error is XmlException or DocumentRefusedException)
        {
            return null;
        }
    }
}
