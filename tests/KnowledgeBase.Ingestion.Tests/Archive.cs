using System.Text;
using KnowledgeBase.Catalogue;
using KnowledgeBase.Ingestion.Kills;
using KnowledgeBase.Ingestion.Stores;
using KnowledgeBase.Search;
using KnowledgeBase.Search.Expanding;
using KnowledgeBase.TestSupport;

namespace KnowledgeBase.Ingestion.Tests;

/// <summary>A whole archive in a folder of its own, with plain text as its only format and an index in memory.</summary>
internal sealed class Archive : IAsyncDisposable
{
    private readonly bool ownsFolder;

    private Archive(string folder, bool ownsFolder, TimeProvider? clock, IngestionOptions? options, ISearchIndex? index, ConceptTagger? tagger)
    {
        this.ownsFolder = ownsFolder;
        Folder = folder;
        Directory = DataDirectory.Open(folder);
        Catalogue = DocumentCatalogue.Open(Directory.CatalogueFile, clock);
        Index = index ?? new InMemorySearchIndex();
        Service = new IngestionService(Directory, Catalogue, Index, Extractor, options ?? new IngestionOptions(), clock, tagger);
    }

    public string Folder { get; }

    public DataDirectory Directory { get; }

    public DocumentCatalogue Catalogue { get; }

    public ISearchIndex Index { get; }

    public PlainTextExtractor Extractor { get; } = new();

    public IngestionService Service { get; }

    public static async Task<Archive> StartAsync(
        string? folder = null, TimeProvider? clock = null, IngestionOptions? options = null, ISearchIndex? index = null, bool start = true,
        ConceptTagger? tagger = null)
    {
        var archive = new Archive(
            folder ?? System.IO.Directory.CreateTempSubdirectory("kb-ingestion-").FullName, folder is null, clock, options, index, tagger);
        if (start)
        {
            await archive.Service.StartAsync();
        }

        return archive;
    }

    public Task<IngestionReceipt> ReceiveAsync(
        string text, string name = "note.txt", RecordChange? metadata = null, DocumentVisibility visibility = DocumentVisibility.Public,
        JobPriority priority = JobPriority.Person) =>
        Service.ReceiveAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(text)),
            new ReceiveRequest { Name = name, By = "tester", Metadata = metadata ?? RecordChange.Nothing, Visibility = visibility, Priority = priority });

    /// <summary>Takes a text in and waits until it has come to rest.</summary>
    public async Task<IngestionStatus> IngestAsync(
        string text, string name = "note.txt", RecordChange? metadata = null, DocumentVisibility visibility = DocumentVisibility.Public)
    {
        var receipt = await ReceiveAsync(text, name, metadata, visibility);
        await Service.WaitAsync([receipt.Id!]).WaitAsync(TimeSpan.FromSeconds(60));
        return Service.StatusOf(receipt.Id!)!;
    }

    public IReadOnlyList<string> Found(string query, Reader? reader = null) =>
        [.. Index.Search(new SearchRequest { Query = query, Reader = reader ?? Reader.Anonymous }).Hits.Select(h => h.Id)];

    /// <summary>Waits until something holds; for what happens in the background without an event.</summary>
    public static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!holds())
        {
            await Task.Delay(10, limit.Token);
        }
    }

    /// <summary>Waits until so many documents are searchable and nothing is left to do.</summary>
    public Task SettledAsync(int documents) => UntilAsync(() =>
        Index.Ids().Count == documents && Catalogue.QueueNumbers() is { ToRead: 0, Reading: 0, ToIndex: 0 });

    public async Task CloseAsync()
    {
        await Service.DisposeAsync();
        Catalogue.Dispose();
        Directory.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        if (ownsFolder)
        {
            System.IO.Directory.Delete(Folder, recursive: true);
        }
    }
}
