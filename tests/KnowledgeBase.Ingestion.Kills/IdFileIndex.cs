using System.Globalization;
using KnowledgeBase.Search;

namespace KnowledgeBase.Ingestion.Kills;

/// <summary>An index that finds nothing but keeps ids and revisions in a file, replaced whole at each commit: enough to see what a kill leaves.</summary>
public sealed class IdFileIndex : ISearchIndex
{
    private readonly string path;
    private readonly Dictionary<string, long> ids = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public IdFileIndex(string path)
    {
        this.path = path;
        foreach (var words in (File.Exists(path) ? File.ReadAllLines(path) : []).Select(l => l.Split(' ')))
        {
            ids.Add(words[0], long.Parse(words[1], CultureInfo.InvariantCulture));
        }
    }

    public void Put(IndexedDocument document)
    {
        lock (gate)
        {
            ids[document.Id] = document.Revision;
        }
    }

    public void Remove(string id)
    {
        lock (gate)
        {
            ids.Remove(id);
        }
    }

    public void Commit()
    {
        lock (gate)
        {
            File.WriteAllLines(path + ".new", ids.Select(i => $"{i.Key} {i.Value.ToString(CultureInfo.InvariantCulture)}"));
            File.Move(path + ".new", path, overwrite: true);
        }
    }

    public bool NeedsRebuild => false;

    public bool HasFailed => false;

    public void Reopen()
    {
    }

    public void ReplaceAll(IEnumerable<IndexedDocument> documents, CancellationToken cancellation = default)
    {
        var built = documents.ToDictionary(d => d.Id, d => d.Revision, StringComparer.Ordinal);
        lock (gate)
        {
            ids.Clear();
            foreach (var (id, revision) in built)
            {
                ids[id] = revision;
            }
        }

        Commit();
    }

    public void Expunge()
    {
    }

    public IReadOnlyDictionary<string, long> Ids()
    {
        lock (gate)
        {
            return new Dictionary<string, long>(ids);
        }
    }

    public SearchResult Search(SearchRequest request, CancellationToken cancellation = default) => throw new NotSupportedException();

    public IReadOnlyList<SearchHit> Similar(string id, Reader reader, int count, CancellationToken cancellation = default) => throw new NotSupportedException();

    public IReadOnlyList<Suggestion> Suggest(string typed, Reader reader, string language, int count) => throw new NotSupportedException();

    public IReadOnlyList<TextPiece> Mark(string query, string text, string language) => throw new NotSupportedException();

    public IndexStatistics Statistics() => new(ids.Count, 0, 0, 1, "");

    public void Dispose()
    {
    }
}
