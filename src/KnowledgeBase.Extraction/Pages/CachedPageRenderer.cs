using System.Globalization;

namespace KnowledgeBase.Extraction.Pages;

/// <summary>
/// Keeps the page pictures and word boxes that were asked for last, in memory and within a bound, and has only so many pages
/// drawn at a time. A PDF that was replaced is another PDF: its size and time stand in the key.
/// </summary>
/// <param name="inner">Draws.</param>
/// <param name="bytes">Most memory, in bytes.</param>
public sealed class CachedPageRenderer(IPageRenderer inner, long bytes = 48L << 20) : IPageRenderer, IDisposable
{
    // A box with its word: four numbers, a reference and a short string.
    private const int BytesPerWord = 96;

    private readonly Dictionary<string, LinkedListNode<Entry>> entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> byUse = new();
    private readonly SemaphoreSlim drawing = new(Math.Max(1, Environment.ProcessorCount));
    private readonly Lock gate = new();
    private long held;

    /// <summary>Bytes held now, as counted against the bound.</summary>
    public long Held
    {
        get
        {
            lock (gate)
            {
                return held;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<byte[]?> RenderAsync(string pdfPath, int page, int dpi, CancellationToken cancellation) => (byte[]?)await GetAsync(
        Key(pdfPath, string.Create(CultureInfo.InvariantCulture, $"{page} at {dpi}")),
        async () => await inner.RenderAsync(pdfPath, page, dpi, cancellation).ConfigureAwait(false) is { } picture ? (picture, picture.Length) : null,
        cancellation).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<byte[]?> RenderMarkedAsync(string pdfPath, int page, int dpi, IReadOnlyList<WordBox> marks, CancellationToken cancellation) => (byte[]?)await GetAsync(
        Key(pdfPath, string.Create(CultureInfo.InvariantCulture, $"{page} at {dpi} with {string.Join(' ', marks.Select(m => $"{m.Left:F1},{m.Top:F1}"))}")),
        async () => await inner.RenderMarkedAsync(pdfPath, page, dpi, marks, cancellation).ConfigureAwait(false) is { } picture ? (picture, picture.Length) : null,
        cancellation).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<PageWords> WordsAsync(string pdfPath, int page, CancellationToken cancellation) => (PageWords)(await GetAsync(
        Key(pdfPath, string.Create(CultureInfo.InvariantCulture, $"words of {page}")),
        async () =>
        {
            var words = await inner.WordsAsync(pdfPath, page, cancellation).ConfigureAwait(false);
            return (words, 100 + (words.Words.Count * BytesPerWord));
        },
        cancellation).ConfigureAwait(false))!;

    public void Dispose() => drawing.Dispose();

    private static string Key(string path, string what)
    {
        var file = new FileInfo(path);
        return file.Exists ? string.Create(CultureInfo.InvariantCulture, $"{path}|{file.Length}|{file.LastWriteTimeUtc.Ticks}|{what}") : "";
    }

    private async Task<object?> GetAsync(string key, Func<Task<(object Value, int Bytes)?>> make, CancellationToken cancellation)
    {
        if (Find(key) is { } found)
        {
            return found;
        }

        await drawing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            // Several readers may have asked for one page: the first has drawn it for all.
            if (Find(key) is { } meanwhile)
            {
                return meanwhile;
            }

            if (await make().ConfigureAwait(false) is not var (value, size))
            {
                return null;
            }

            Keep(new Entry(key, value, size));
            return value;
        }
        finally
        {
            drawing.Release();
        }
    }

    private object? Find(string key)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(key, out var node))
            {
                return null;
            }

            byUse.Remove(node);
            byUse.AddFirst(node);
            return node.Value.Value;
        }
    }

    private void Keep(Entry entry)
    {
        lock (gate)
        {
            if (entry.Key.Length == 0 || entry.Bytes > bytes / 4 || entries.ContainsKey(entry.Key))
            {
                return;
            }

            entries.Add(entry.Key, byUse.AddFirst(entry));
            held += entry.Bytes;
            while (held > bytes)
            {
                var last = byUse.Last!;
                byUse.RemoveLast();
                entries.Remove(last.Value.Key);
                held -= last.Value.Bytes;
            }
        }
    }

    private sealed record Entry(string Key, object Value, int Bytes);
}
