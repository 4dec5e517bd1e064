using System.Formats.Tar;
using System.IO.Compression;
using KnowledgeBase.Extraction.Worker.Containers;
using KnowledgeBase.Extraction.Worker.Detection;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Archives;

/// <summary>
/// zip, tar and gzip: each plain file becomes a child with its path. Links, devices and names that lead out are never followed; archives within
/// archives are children, which whoever receives them may open in turn.
/// </summary>
public sealed class ArchiveReader : IFormatReader
{
    private const UnixFileMode TypeBits = (UnixFileMode)0xF000;

    public IReadOnlyCollection<string> Formats { get; } =
        [DetectedFormat.Zip.Name, DetectedFormat.Tar.Name, DetectedFormat.Gzip.Name];

    public async Task<ExtractionResult> ReadAsync(DetectedFormat format, ReadingContext context)
    {
        var taker = new ChildTaker(context);
        if (format == DetectedFormat.Zip)
        {
            await TakeZipAsync(context, taker);
        }
        else if (format == DetectedFormat.Tar)
        {
            await TakeTarAsync(context, taker);
        }
        else
        {
            await using var file = File.OpenRead(context.Document);
            await using var inflated = new GZipStream(file, CompressionMode.Decompress);
            await taker.TakeAsync(InnerName(context.OriginalName), inflated, file.Length);
        }

        var any = taker.Children.Count > 0;
        return new()
        {
            Outcome = !any ? ExtractionOutcome.Empty : taker.Left > 0 ? ExtractionOutcome.Partial : ExtractionOutcome.Ok,
            Reason = any ? taker.Left > 0 ? $"{taker.Left} files of the archive were left out." : null
                : taker.Left > 0 ? "No file could be taken out of the archive." : "The archive holds no files.",
            Children = taker.Children,
            Tool = InstalledTools.Own,
        };
    }

    private static async Task TakeZipAsync(ReadingContext context, ChildTaker taker)
    {
        using var zip = CappedZip.Open(context.Document, context.Limits with { InflatedBytes = context.Limits.ArchiveBytes });
        foreach (var entry in zip.Entries)
        {
            var kind = (entry.ExternalAttributes >> 16) & (int)TypeBits;
            if (entry.FullName.EndsWith('/') || entry.FullName.EndsWith('\\') || IsRubbish(entry.FullName))
            {
                continue;
            }

            if (kind is not (0 or 0x8000))
            {
                taker.Leave("Links within the archive were not followed.");
            }
            else if (entry.IsEncrypted)
            {
                taker.Leave("Files of the archive that are protected by a password were left out.");
            }
            else
            {
                try
                {
                    await using var content = await entry.OpenAsync();
                    await taker.TakeAsync(entry.FullName, content, entry.CompressedLength);
                }
                catch (InvalidDataException)
                {
                    taker.Leave("Damaged files of the archive were left out.");
                }
            }
        }
    }

    private static async Task TakeTarAsync(ReadingContext context, ChildTaker taker)
    {
        await using var file = File.OpenRead(context.Document);
        await using var tar = new TarReader(file);
        while (await NextAsync(tar, taker) is { } entry)
        {
            if (entry.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes || IsRubbish(entry.Name))
            {
                continue;
            }

            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile))
            {
                taker.Leave("Links within the archive were not followed.");
            }
            else if (entry.DataStream is { } content)
            {
                await taker.TakeAsync(entry.Name, content, entry.Length);
            }
        }
    }

    /// <summary>The next entry; null at the end, and where the rest is damaged after files were found.</summary>
    private static async Task<TarEntry?> NextAsync(TarReader tar, ChildTaker taker)
    {
        try
        {
            return await tar.GetNextEntryAsync();
        }
        catch (Exception damage) when (taker.Children.Count > 0 && damage is InvalidDataException or EndOfStreamException or FormatException or ArgumentException)
        {
            taker.Leave("The archive is damaged: what follows the files that were taken out was left out.");
            return null;
        }
    }

    private static bool IsRubbish(string path) =>
        path.StartsWith("__MACOSX/", StringComparison.Ordinal) || Path.GetFileName(path) is ".DS_Store" or "Thumbs.db" or "desktop.ini";

    private static string InnerName(string name) =>
        name.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase) ? name[..^4] + ".tar"
        : name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3]
        : name + ".content";
}
