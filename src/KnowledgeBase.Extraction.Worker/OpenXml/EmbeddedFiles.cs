using DocumentFormat.OpenXml.Packaging;
using KnowledgeBase.Extraction.Worker.Archives;
using KnowledgeBase.Extraction.Worker.Containers;
using KnowledgeBase.Extraction.Worker.Ole;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.OpenXml;

/// <summary>Files embedded in an office file, which a reader sees as an icon or a picture at most: children that are kept apart. The workbooks behind charts are none: their figures are in the chart.</summary>
internal static class EmbeddedFiles
{
    private const int MaxParts = 20_000;
    private const int MaxObject = 64 << 20;

    public static async Task<IReadOnlyList<ExtractedChild>> TakeAsync(OpenXmlPackage package, CappedZip zip, ReadingContext context)
    {
        var taker = new ChildTaker(context);
        var seen = new HashSet<Uri>();
        var waiting = new Stack<OpenXmlPart>(package.Parts.Select(p => p.OpenXmlPart));
        while (waiting.TryPop(out var part) && seen.Count < MaxParts)
        {
            if (!seen.Add(part.Uri) || part is ChartPart or ExtendedChartPart)
            {
                continue;
            }

            if (part is EmbeddedPackagePart)
            {
                await using var content = part.GetStream(FileMode.Open, FileAccess.Read);
                await taker.TakeAsync(Path.GetFileName(part.Uri.OriginalString), content, zip.Find(part.Uri.OriginalString)?.CompressedLength ?? 0, hidden: true);
            }
            else if (part is EmbeddedObjectPart && await ObjectAsync(part, zip) is { } found)
            {
                using var content = new MemoryStream(found.Content);
                await taker.TakeAsync(found.Name ?? Path.GetFileNameWithoutExtension(part.Uri.OriginalString), content, content.Length, hidden: true);
            }

            foreach (var inner in part.Parts)
            {
                waiting.Push(inner.OpenXmlPart);
            }
        }

        return taker.Children;
    }

    private static async Task<OleObject?> ObjectAsync(OpenXmlPart part, CappedZip zip)
    {
        // Through the container's own budget: what all objects together inflate to is bounded.
        if (zip.Find(part.Uri.OriginalString) is not { } entry)
        {
            return null;
        }

        await using var content = zip.Open(entry);
        using var copy = new MemoryStream();
        var buffer = new byte[1 << 16];
        int count;
        while ((count = await content.ReadAsync(buffer)) > 0)
        {
            if (copy.Length + count > MaxObject)
            {
                return null;
            }

            copy.Write(buffer, 0, count);
        }

        return OleObject.Of(copy.ToArray());
    }
}
