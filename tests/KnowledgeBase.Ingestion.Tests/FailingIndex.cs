using KnowledgeBase.Search;
using KnowledgeBase.TestSupport;

namespace KnowledgeBase.Ingestion.Tests;

/// <summary>An index whose first commits fail, as on a full disk.</summary>
internal sealed class FailingIndex : ISearchIndex
{
    private readonly InMemorySearchIndex inner = new();
    private int commitsToFail;

    public int CommitsToFail
    {
        get => Volatile.Read(ref commitsToFail);
        init => commitsToFail = value;
    }

    public bool NeedsRebuild => false;

    public void Commit()
    {
        if (CommitsToFail > 0)
        {
            Interlocked.Decrement(ref commitsToFail);
            throw new IOException("No space left.");
        }

        inner.Commit();
    }

    public SearchResult Search(SearchRequest request, CancellationToken cancellation = default) => inner.Search(request, cancellation);

    public IReadOnlyList<SearchHit> Similar(string id, Reader reader, int count, CancellationToken cancellation = default) => inner.Similar(id, reader, count, cancellation);

    public IReadOnlyList<Suggestion> Suggest(string typed, Reader reader, string language, int count) => inner.Suggest(typed, reader, language, count);

    public IReadOnlyList<TextPiece> Mark(string query, string text, string language) => inner.Mark(query, text, language);

    public void Put(IndexedDocument document) => inner.Put(document);

    public void Remove(string id) => inner.Remove(id);

    public void ReplaceAll(IEnumerable<IndexedDocument> documents, CancellationToken cancellation = default) => inner.ReplaceAll(documents, cancellation);

    public void Expunge() => inner.Expunge();

    public IReadOnlyDictionary<string, long> Ids() => inner.Ids();

    public IndexStatistics Statistics() => inner.Statistics();

    public void Dispose() => inner.Dispose();
}
