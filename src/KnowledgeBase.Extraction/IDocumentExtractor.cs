namespace KnowledgeBase.Extraction;

/// <summary>
/// Reads documents, each in a confined process of its own. Never throws for what a document contains:
/// every ending is an <see cref="ExtractionResult"/>. Throws only <see cref="OperationCanceledException"/> and what the request's sink throws.
/// </summary>
public interface IDocumentExtractor
{
    Task<ExtractionResult> ExtractAsync(ExtractionRequest request, CancellationToken cancellation);

    /// <summary>What this extractor can do at this moment: programs come and go while a server runs. By default what is installed on this machine.</summary>
    ReaderInventory Inventory() => InstalledTools.Inventory();
}
