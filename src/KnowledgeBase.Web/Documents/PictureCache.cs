using KnowledgeBase.Catalogue;
using KnowledgeBase.Ingestion;
using Microsoft.Extensions.Caching.Memory;

namespace KnowledgeBase.Web.Documents;

/// <summary>Pictures of pages, drawn on demand, few at a time, and kept in memory for a while.</summary>
public sealed class PictureCache(DocumentContents contents) : IDisposable
{
    /// <summary>Dots an inch: readable on a wide screen, about 150 kB a page.</summary>
    public const int Dpi = 110;

    private const long MostBytes = 48 * 1024 * 1024;
    private const int AtOnce = 2;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MostBytes });
    private readonly SemaphoreSlim _drawing = new(AtOnce);

    /// <summary>The page as JPEG; null when it cannot be drawn.</summary>
    public Task<byte[]?> PictureAsync(DocumentRecord record, int page, CancellationToken cancellation) =>
        KeepAsync(("picture", record.Files[0].Sha256, page), async () => await contents.PictureAsync(record, page, Dpi, cancellation), p => p.Length, cancellation);

    /// <summary>The page as JPEG with these words marked; null when it cannot be drawn.</summary>
    public Task<byte[]?> MarkedPictureAsync(DocumentRecord record, int page, string query, IReadOnlyList<PlacedWord> marked, CancellationToken cancellation) =>
        KeepAsync(("marked", record.Files[0].Sha256, page, query), async () => await contents.MarkedPictureAsync(record, page, Dpi, marked, cancellation), p => p.Length, cancellation);

    /// <summary>The places of the page's words; null when the document has no pictures.</summary>
    public Task<PagePlan?> PlanAsync(DocumentRecord record, int page, CancellationToken cancellation) =>
        KeepAsync(("plan", record.Files[0].Sha256, page), async () => await contents.PlanAsync(record, page, cancellation), p => 100 + (p.Words.Count * 80), cancellation);

    private async Task<T?> KeepAsync<T>(object key, Func<Task<T?>> make, Func<T, long> size, CancellationToken cancellation) where T : class
    {
        if (_kept.TryGetValue(key, out T? kept)) return kept;
        await _drawing.WaitAsync(cancellation);
        try
        {
            if (_kept.TryGetValue(key, out kept)) return kept;
            var made = await make();
            if (made is not null) _kept.Set(key, made, new MemoryCacheEntryOptions { Size = size(made), SlidingExpiration = TimeSpan.FromMinutes(30) });
            return made;
        }
        finally
        {
            _drawing.Release();
        }
    }

    public void Dispose()
    {
        _kept.Dispose();
        _drawing.Dispose();
    }
}
