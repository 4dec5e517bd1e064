namespace KnowledgeBase.Search;

/// <summary>
/// The seam between the product and whatever searches. Everything a reader may not see is left out of hits, counts,
/// facets, suggestions and similar documents alike. Implementations are safe for any number of threads.
/// </summary>
public interface ISearchIndex : IDisposable
{
    /// <summary>Answers a query; never throws for anything typed.</summary>
    SearchResult Search(SearchRequest request, CancellationToken cancellation = default);

    /// <summary>Documents that share the most telling words with one document, best first; the document itself left out.</summary>
    IReadOnlyList<SearchHit> Similar(string id, Reader reader, int count, CancellationToken cancellation = default);

    /// <summary>Completions of what is being typed.</summary>
    IReadOnlyList<Suggestion> Suggest(string typed, Reader reader, string language, int count);

    /// <summary>The places in a page's text that a query matches, as text split into matched and other pieces.</summary>
    IReadOnlyList<TextPiece> Mark(string query, string text, string language);

    /// <summary>Adds the document or replaces the one of the same id. Found by searches after <see cref="Commit"/>.</summary>
    void Put(IndexedDocument document);

    /// <summary>Removes the document, if it is there, from searches after <see cref="Commit"/>.</summary>
    void Remove(string id);

    /// <summary>Makes all changes so far durable and visible. When it returns they survive a power cut.</summary>
    void Commit();

    /// <summary>True when what is stored was made by another schema or analysis, or was damaged: everything must be put again.</summary>
    bool NeedsRebuild { get; }

    /// <summary>
    /// True once a change or a commit failed, as on a full disk: what was put or removed since the last commit may be lost, and every
    /// further change fails until <see cref="Reopen"/>. Searches go on as of the last commit.
    /// </summary>
    bool HasFailed { get; }

    /// <summary>Goes on from the last commit after a failure. All that was put or removed since is gone and must be put again.</summary>
    /// <exception cref="IOException">The disk is still full or failing; try again later.</exception>
    void Reopen();

    /// <summary>
    /// Builds the index anew from these documents beside the old one, which answers until the new one takes its place.
    /// Changes put meanwhile must be put again afterwards.
    /// </summary>
    void ReplaceAll(IEnumerable<IndexedDocument> documents, CancellationToken cancellation = default);

    /// <summary>Rewrites whatever still holds words of removed documents, so that no file of the index does, and commits; slow.</summary>
    void Expunge();

    /// <summary>The ids in the index, for comparing it with the catalogue.</summary>
    IReadOnlyDictionary<string, long> Ids();

    IndexStatistics Statistics();
}
