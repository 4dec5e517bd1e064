using System.Globalization;
using KnowledgeBase.Catalogue;
using KnowledgeBase.Extraction;
using KnowledgeBase.Extraction.Pages;
using KnowledgeBase.Ingestion;
using KnowledgeBase.Ingestion.Stores;
using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Search.Expanding;
using KnowledgeBase.Text.Translation;
using KnowledgeBase.Text.Vocabularies;

namespace KnowledgeBase.Cli.Connection;

/// <summary>An open data directory: its lock, catalogue, index, readers and pipeline. Closed in the opposite order.</summary>
internal sealed class Archive : IAsyncDisposable
{
    private readonly WorkerExtractor _extractor;
    private readonly CachedPageRenderer _pages;
    private readonly CancellationTokenSource _closing = new();
    private readonly Knowledge _knowledge;
    private Task _warming = Task.CompletedTask;
    private Task _rehearsal = Task.CompletedTask;

    private Archive(DataDirectory directory, DocumentCatalogue catalogue, EmbeddedSearchIndex index, Knowledge knowledge)
    {
        Directory = directory;
        Catalogue = catalogue;
        Index = index;
        _knowledge = knowledge;
        WasNew = catalogue.IsEmpty;
        // One worker more than a bulk load may occupy: a person's upload never waits for a place.
        var intake = new IngestionOptions();
        var reading = new ExtractorOptions { WorkFolder = directory.Work, Parallelism = intake.Readers + 1 };
        _extractor = new WorkerExtractor(reading);
        Ingestion = new IngestionService(directory, catalogue, index, _extractor, intake, tagger: new ConceptTagger(knowledge));
        _pages = new CachedPageRenderer(new PdfPageRenderer(reading));
        Contents = new DocumentContents(Ingestion.Originals, Ingestion.Texts, _pages);
    }

    public DataDirectory Directory { get; }

    public DocumentCatalogue Catalogue { get; }

    public EmbeddedSearchIndex Index { get; }

    /// <summary>True when the directory held no document when it was opened.</summary>
    public bool WasNew { get; }

    public IngestionService Ingestion { get; }

    public DocumentContents Contents { get; }

    /// <exception cref="CommandFailure">The directory is in use by another process, or damaged.</exception>
    public static Archive Open(string path)
    {
        var opened = new Stack<IDisposable>();
        try
        {
            var directory = DataDirectory.Open(path);
            opened.Push(directory);
            var catalogue = DocumentCatalogue.Open(directory.CatalogueFile);
            opened.Push(catalogue);
            var knowledge = Translating(directory.Vocabularies, directory.DictionaryTables);
            return new Archive(directory, catalogue, EmbeddedSearchIndex.Open(directory.Lucene, knowledge), knowledge);
        }
        catch (Exception failure) when (failure is IOException or DataDirectoryException or CatalogueException)
        {
            while (opened.TryPop(out var part))
            {
                part.Dispose();
            }

            throw new CommandFailure(failure.Message, ExitCode.DataDirectory, failure);
        }
    }

    /// <summary>What queries are translated with: the vocabularies kept in the directory, the names of places, the installed dictionaries.</summary>
    /// <param name="vocabularies">A folder of vocabularies; need not be there.</param>
    /// <param name="tables">A folder for what was found out about the dictionaries; null for none.</param>
    public static Knowledge Translating(string vocabularies, string? tables = null) => Knowledge.Open(
        vocabularies, DictionaryShelf.DebianFolder,
        Places.All.Select(p => new Concept(Knowledge.ListedPlace + p.Place.Slug, [.. p.Names.Select((n, i) => new ConceptLabel("und", n, i == 0))]) { Within = Country(p.Place.Country) }), tables: tables);

    /// <summary>The English name of a country, as lists of towns have it.</summary>
    private static string[] Country(string code) => code.Length == 2 ? [new RegionInfo(code).EnglishName] : [];

    /// <summary>Has a reader ready before the first document comes.</summary>
    public Task PrepareAsync(CancellationToken cancellation) => _extractor.PrepareAsync(cancellation);

    /// <summary>How well the readers of documents are shut in here, as a sentence.</summary>
    public async Task<string> ConfinementAsync(CancellationToken cancellation) => (await _extractor.ConfinementAsync(cancellation)).Sentence;

    /// <summary>Reads vocabularies and dictionaries in the background, so that the first question does not wait for them.</summary>
    public void WarmUp() => _warming = Index.WarmUpAsync(_closing.Token);

    /// <summary>Has one made-up document take the way of all, in the background, so that the first real one finds it paved.</summary>
    public void Rehearse() => _rehearsal = Task.Run(() => Rehearsal.RunAsync(Path.Combine(Directory.Work, "rehearsal"), _extractor, _knowledge, _closing.Token));

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _rehearsal.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _warming.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
        await Ingestion.DisposeAsync();
        await _extractor.DisposeAsync();
        _pages.Dispose();
        Index.Dispose();
        Catalogue.Dispose();
        Directory.Dispose();
    }
}
