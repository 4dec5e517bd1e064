using KnowledgeBase.Extraction;

namespace KnowledgeBase.Ingestion.Stores;

/// <summary>
/// What reading the originals gave, a file each, under the original's hash; see <see cref="TextFormat"/>. A file that is damaged or
/// of another version counts as absent: the document is read again.
/// </summary>
public sealed class TextStore(DataDirectory directory)
{
    public string PathOf(string sha256) => Path.Combine(directory.Texts, sha256[..2], sha256[2..4], sha256 + ".text");

    /// <summary>A PDF made from the original, so that its pages can be shown; null when there is none.</summary>
    public string? Rendition(string sha256) => RenditionPath(sha256) is var path && File.Exists(path) ? path : null;

    /// <summary>Begins a reading, which is nowhere until it is kept.</summary>
    public TextDraft Begin() => new(Path.Combine(directory.Work, Path.GetRandomFileName()));

    /// <summary>Keeps a reading durably, replacing an older one.</summary>
    /// <param name="sha256">The original's hash.</param>
    /// <param name="draft">What reading gave.</param>
    /// <param name="result">The same without the texts.</param>
    /// <param name="languages">ISO 639-1 or "und", one for each page, in page order.</param>
    /// <param name="rendition">A PDF in the scratch folder to be kept with it, or null.</param>
    public void Keep(string sha256, TextDraft draft, ExtractionResult result, IReadOnlyList<string> languages, string? rendition = null)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(result);
        draft.Finish(result, languages);
        var target = PathOf(sha256);
        DurableFiles.MakeFolder(Path.GetDirectoryName(target)!);
        if (rendition is not null)
        {
            using (var made = new FileStream(rendition, FileMode.Open, FileAccess.ReadWrite))
            {
                DurableFiles.Sync(made.SafeFileHandle, rendition);
            }

            DurableFiles.Move(rendition, RenditionPath(sha256));
        }

        DurableFiles.Move(draft.Path, target);
    }

    /// <summary>Opens the reading of an original; null when there is none that is sound.</summary>
    public StoredText? Open(string sha256)
    {
        var path = PathOf(sha256);
        if (!File.Exists(path))
        {
            return null;
        }

        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            if (TextFormat.ReadFooter(file) is { } footer)
            {
                return new StoredText(file, footer);
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        return null;
    }

    /// <summary>True when there is a sound reading.</summary>
    public bool Holds(string sha256)
    {
        using var text = Open(sha256);
        return text is not null;
    }

    /// <summary>True when there is a reading of the present form, sound or not; costs one small read.</summary>
    internal bool HasPresentForm(string sha256)
    {
        var path = PathOf(sha256);
        if (!File.Exists(path))
        {
            return false;
        }

        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return TextFormat.IsOfThisVersion(file);
    }

    /// <summary>The hashes of all originals that have a reading here.</summary>
    public IEnumerable<string> All() =>
        Directory.EnumerateFiles(directory.Texts, "*.text", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f));

    public void Remove(string sha256)
    {
        DurableFiles.Remove(PathOf(sha256));
        DurableFiles.Remove(RenditionPath(sha256));
    }

    private string RenditionPath(string sha256) => Path.ChangeExtension(PathOf(sha256), ".pdf");
}
