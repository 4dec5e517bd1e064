using System.Text;
using KnowledgeBase.Catalogue;
using KnowledgeBase.Extraction;
using KnowledgeBase.Ingestion;
using KnowledgeBase.Ingestion.Stores;
using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Search.Expanding;

namespace KnowledgeBase.Cli.Connection;

/// <summary>
/// Takes a page of text the whole way once, in an archive of its own that is thrown away, while nobody waits: the first document after a
/// start would otherwise pay for compiling all it passes through, some seconds of processor time.
/// </summary>
internal static class Rehearsal
{
    private const string Page =
        "The council adopted the plan for public transport and housing. Der Rat der Stadt hat den Plan beschlossen. Le conseil a voté le plan de la ville. ";

    /// <summary>Where it takes longer, as on a full disk, whoever comes first pays after all.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <param name="scratch">A folder that nobody else uses; gone afterwards.</param>
    /// <param name="extractor">The readers in use.</param>
    /// <param name="knowledge">What documents are tagged with.</param>
    /// <param name="cancellation">Breaks off.</param>
    public static async Task RunAsync(string scratch, IDocumentExtractor extractor, Knowledge knowledge, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Longest);
        try
        {
            using var directory = DataDirectory.Open(scratch);
            using var catalogue = DocumentCatalogue.Open(directory.CatalogueFile);
            using var index = EmbeddedSearchIndex.Open(directory.Lucene, knowledge);
            await using var ingestion = new IngestionService(
                directory, catalogue, index, extractor, new IngestionOptions { Readers = 1 }, tagger: new ConceptTagger(knowledge));
            await ingestion.StartAsync().ConfigureAwait(false);
            using var text = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Page, 20))));
            var receipt = await ingestion.ReceiveAsync(text, new ReceiveRequest { Name = "rehearsal.txt", By = "rehearsal" }, limit.Token).ConfigureAwait(false);
            await ingestion.WaitAsync([receipt.Id!], limit.Token).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }
}
