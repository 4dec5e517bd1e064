using KnowledgeBase.Extraction.Pages;

namespace KnowledgeBase.Extraction.Tests;

public sealed class Pages : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    [Fact]
    public async Task A_page_is_drawn_once_until_its_PDF_changes()
    {
        var drawn = new Drawn();
        using var pages = new CachedPageRenderer(drawn);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(1000, (await pages.RenderAsync(file, 1, 100, default))!.Length);
            Assert.Equal(600, (await pages.WordsAsync(file, 1, default)).Width);
        }

        Assert.Equal((1, 1), (drawn.Pictures, drawn.Words));
        await pages.RenderAsync(file, 1, 200, default);
        await File.AppendAllTextAsync(file, "other");
        await pages.RenderAsync(file, 1, 100, default);
        Assert.Equal(3, drawn.Pictures);
    }

    [Fact]
    public async Task What_is_kept_stays_within_its_bound_and_the_oldest_goes()
    {
        var drawn = new Drawn();
        using var pages = new CachedPageRenderer(drawn, bytes: 5000);
        for (var page = 1; page <= 50; page++)
        {
            await pages.RenderAsync(file, page, 100, default);
            Assert.InRange(pages.Held, 1, 5000);
        }

        await pages.RenderAsync(file, 50, 100, default);
        Assert.Equal(50, drawn.Pictures);
        await pages.RenderAsync(file, 1, 100, default);
        Assert.Equal(51, drawn.Pictures);
    }

    public void Dispose() => File.Delete(file);

    private sealed class Drawn : IPageRenderer
    {
        public int Pictures { get; private set; }

        public int Words { get; private set; }

        public Task<byte[]?> RenderAsync(string pdfPath, int page, int dpi, CancellationToken cancellation)
        {
            Pictures++;
            return Task.FromResult<byte[]?>(new byte[1000]);
        }

        public Task<byte[]?> RenderMarkedAsync(string pdfPath, int page, int dpi, IReadOnlyList<WordBox> marks, CancellationToken cancellation) =>
            RenderAsync(pdfPath, page, dpi, cancellation);

        public Task<PageWords> WordsAsync(string pdfPath, int page, CancellationToken cancellation)
        {
            Words++;
            return Task.FromResult(new PageWords(600, 800, []));
        }
    }
}
