using System.Text;
using System.Xml;
using KnowledgeBase.Extraction.Worker.Containers;
using KnowledgeBase.Extraction.Worker.Detection;
using KnowledgeBase.Extraction.Worker.Html;
using KnowledgeBase.Extraction.Worker.Reading;
using KnowledgeBase.Extraction.Worker.Text;
using KnowledgeBase.Extraction.Worker.Xml;

namespace KnowledgeBase.Extraction.Worker.Epub;

/// <summary>EPUB: the chapters in the order of the spine, each a page labelled by its first heading.</summary>
public sealed class EpubReader : IFormatReader
{
    private const int MaxChapters = 10_000;
    private const int MaxChapterBytes = 20 << 20;

    public IReadOnlyCollection<string> Formats { get; } = [DetectedFormat.Epub.Name];

    public async Task<ExtractionResult> ReadAsync(DetectedFormat format, ReadingContext context)
    {
        using var zip = CappedZip.Open(context.Document, context.Limits);
        if (zip.Find("META-INF/encryption.xml") is not null && zip.Find("META-INF/rights.xml") is not null)
        {
            throw DocumentRefusedException.Encrypted();
        }

        var package = PackagePath(zip, context);
        var entry = zip.Find(package) ?? throw DocumentRefusedException.Corrupt("The EPUB names a package file that is not in it.");
        DocumentProperties properties;
        using (var reader = SafeXml.Open(zip.Open(entry), DtdProcessing.Ignore))
        {
            properties = MetadataXml.Read(reader, context.Limits);
        }

        var pages = new List<ExtractedPage>();
        var missing = 0;
        foreach (var chapter in Spine(zip, entry, package, context))
        {
            if (zip.Find(chapter) is not { } part)
            {
                missing++;
                continue;
            }

            var found = HtmlText.Read(Decoded(zip, part, context), context);
            pages.Add(new()
            {
                Number = pages.Count + 1,
                Text = found.Text,
                Headings = found.Headings,
                Label = found.Headings.FirstOrDefault(),
                Outcome = found.Text.Length == 0 ? PageOutcome.Empty : PageOutcome.Text,
            });
            await context.ProgressAsync();
        }

        if (missing > 0)
        {
            context.Note($"{missing} chapters that the book lists are not in the file.");
        }

        return PageAccount.Of(pages) with
        {
            Pages = pages,
            Properties = properties with { LargestLine = pages.Select(p => p.Label).FirstOrDefault(l => l is not null) },
            Tool = InstalledTools.Own,
        };
    }

    private static string PackagePath(CappedZip zip, ReadingContext context)
    {
        if (zip.Find("META-INF/container.xml") is { } container)
        {
            using var reader = SafeXml.Open(zip.Open(container), DtdProcessing.Ignore);
            while (reader.Next(context.Limits))
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "rootfile" && reader.GetAttribute("full-path") is { } path)
                {
                    return path;
                }
            }
        }

        throw DocumentRefusedException.Corrupt("The EPUB does not say where its package file is.");
    }

    private static List<string> Spine(CappedZip zip, System.IO.Compression.ZipArchiveEntry package, string packagePath, ReadingContext context)
    {
        var items = new Dictionary<string, string>();
        var chapters = new List<string>();
        var folder = packagePath.Contains('/') ? packagePath[..(packagePath.LastIndexOf('/') + 1)] : "";
        using var reader = SafeXml.Open(zip.Open(package), DtdProcessing.Ignore);
        while (reader.Next(context.Limits) && chapters.Count < MaxChapters)
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (reader.LocalName == "item" && reader.GetAttribute("id") is { } id && reader.GetAttribute("href") is { } href)
            {
                items[id] = Uri.UnescapeDataString(href);
            }
            else if (reader.LocalName == "itemref" && reader.GetAttribute("idref") is { } reference && items.TryGetValue(reference, out var path))
            {
                chapters.Add(ChapterPath(folder + path));
            }
        }

        return chapters;
    }

    /// <summary>The path with its ".." resolved within the container, where nothing else can be named.</summary>
    private static string ChapterPath(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "." or ".."))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    private static string Decoded(CappedZip zip, System.IO.Compression.ZipArchiveEntry part, ReadingContext context)
    {
        using var stream = zip.Open(part);
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = stream.Read(buffer)) > 0)
        {
            content.Write(buffer, 0, count);
            if (content.Length > MaxChapterBytes)
            {
                throw DocumentRefusedException.TooBig("A chapter of the book is larger than 20 MB.");
            }
        }

        var bytes = content.ToArray();
        return CharsetDetector.Detect(bytes, declared: null).Encoding.GetString(bytes);
    }
}
