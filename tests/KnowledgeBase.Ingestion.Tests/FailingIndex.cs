using KnowledgeBase.Search;
using KnowledgeBase.TestSupport;

namespace KnowledgeBase.Ingestion.Tests;

/// <summary>An index whose first calls fail, as on a full disk, or that must be made anew before it takes anything.</summary>
internal sealed class FailingIndex : ISearchIndex
{
    private readonly InMemorySearchIndex inner = new();
    private readonly List<string> uncommitted = [];
    private int commitsToFail;
    private int putsToFail;

    public int CommitsToFail
    {
        get => Volatile.Read(ref commitsToFail);
        init => commitsToFail = value;
    }

    public int PutsToFail
    {
        get => Volatile.Read(ref putsToFail);
        init => putsToFail = value;
    }

    public int RebuildsToFail { get; set; }

    /// <summary>What a rebuild waits for.</summary>
    public Task MayRebuild { get; init; } = Task.CompletedTask;

    /// <summary>Opened again after a failure, it turns out to be damaged.</summary>
    public bool LostOnReopen { get; init; }

    /// <summary>True while a rebuild is under way.</summary>
    public bool IsRebuilding { get; private set; }

    public bool NeedsRebuild { get; set; }

    public bool HasFailed { get; private set; }

    public void Reopen()
    {
        uncommitted.ForEach(inner.Remove);
        inner.Commit();
        uncommitted.Clear();
        HasFailed = false;
        NeedsRebuild |= LostOnReopen;
    }

    public void Commit()
    {
        RefuseIfFailed();
        if (CommitsToFail > 0)
        {
            Interlocked.Decrement(ref commitsToFail);
            throw Failure();
        }

        uncommitted.Clear();
        inner.Commit();
    }

    public SearchResult Search(SearchRequest request, CancellationToken cancellation = default) => inner.Search(request, cancellation);

    public IReadOnlyList<SearchHit> Similar(string id, Reader reader, int count, CancellationToken cancellation = default) => inner.Similar(id, reader, count, cancellation);

    public IReadOnlyList<Suggestion> Suggest(string typed, Reader reader, string language, int count) => inner.Suggest(typed, reader, language, count);

    public IReadOnlyList<TextPiece> Mark(string query, string text, string language) => inner.Mark(query, text, language);

    public void Put(IndexedDocument document)
    {
        if (NeedsRebuild)
        {
            throw new InvalidOperationException("Rebuild it.");
        }

        RefuseIfFailed();
        if (PutsToFail > 0)
        {
            Interlocked.Decrement(ref putsToFail);
            throw Failure();
        }

        uncommitted.Add(document.Id);
        inner.Put(document);
    }

    public void Remove(string id) => inner.Remove(id);

    public void ReplaceAll(IEnumerable<IndexedDocument> documents, CancellationToken cancellation = default)
    {
        if (RebuildsToFail-- > 0)
        {
            throw new IOException("No space left.");
        }

        IsRebuilding = true;
        try
        {
            // As a merge that is at work, it ends when it ends.
            MayRebuild.WaitAsync(CancellationToken.None).GetAwaiter().GetResult();
            inner.ReplaceAll(documents, cancellation);
            NeedsRebuild = false;
        }
        finally
        {
            IsRebuilding = false;
        }
    }

    public void Expunge() => inner.Expunge();

    public IReadOnlyDictionary<string, long> Ids() => inner.Ids();

    public IndexStatistics Statistics() => inner.Statistics();

    public void Dispose() => inner.Dispose();

    private IOException Failure()
    {
        HasFailed = true;
        return new IOException("No space left.");
    }

    private void RefuseIfFailed()
    {
        if (HasFailed)
        {
            throw new IOException("Open the index again.");
        }
    }
}
