using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using KnowledgeBase.Extraction.Worker.Containers;
using KnowledgeBase.Extraction.Worker.Xml;

namespace KnowledgeBase.Extraction.Worker.OpenXml;

/// <summary>Opens a part's stream forward-only, under the container's limits.</summary>
public sealed class OpenXmlPartSource(CappedZip zip, ExtractionLimits limits)
{
    private readonly InflationBudget budget = new(limits.InflatedBytes, limits.Ratio);

    /// <summary>A reader of the part; no document type, no entity, no reference is followed.</summary>
    public XmlReader Open(OpenXmlPart part)
    {
        var compressed = zip.Find(part.Uri.OriginalString)?.CompressedLength ?? 0;
        return SafeXml.Open(budget.Watch(part.GetStream(FileMode.Open, FileAccess.Read), compressed));
    }
}
