using KnowledgeBase.Catalogue;
using KnowledgeBase.Extraction;
using KnowledgeBase.Ingestion.Stores;
using KnowledgeBase.Search.Embedded;

namespace KnowledgeBase.Ingestion.Tests;

/// <summary>The real parts, put together as the server does.</summary>
internal sealed class RealArchive : IAsyncDisposable
{
    private readonly WorkerExtractor extractor;

    private RealArchive(string folder, IngestionOptions? options)
    {
        Directory = DataDirectory.Open(folder);
        Catalogue = DocumentCatalogue.Open(Directory.CatalogueFile);
        Index = EmbeddedSearchIndex.Open(Directory.Lucene);
        extractor = new WorkerExtractor(new ExtractorOptions { WorkFolder = Directory.Work, Parallelism = 1 });
        Service = new IngestionService(Directory, Catalogue, Index, extractor, options ?? new IngestionOptions());
    }

    public static async Task<RealArchive> StartAsync(string folder, IngestionOptions? options = null)
    {
        var archive = new RealArchive(folder, options);
        await archive.Service.StartAsync();
        return archive;
    }

    public DataDirectory Directory { get; }

    public DocumentCatalogue Catalogue { get; }

    public EmbeddedSearchIndex Index { get; }

    public IngestionService Service { get; }

    public async Task<string> ReceiveAsync(string name, byte[] content)
    {
        var receipt = await Service.ReceiveAsync(new MemoryStream(content), new ReceiveRequest { Name = name, By = "tester", Priority = JobPriority.Bulk });
        return receipt.Id!;
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await extractor.DisposeAsync();
        Index.Dispose();
        Catalogue.Dispose();
        Directory.Dispose();
    }
}
