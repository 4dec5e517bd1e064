using KnowledgeBase.Search.Embedded;

namespace KnowledgeBase.Search.Tests;

public sealed class EmbeddedIndexKeepsTheContract : SearchIndexContract
{
    private readonly string _root = Directory.CreateTempSubdirectory("kb-search-").FullName;
    private int _count;

    protected override ISearchIndex Open() => EmbeddedSearchIndex.Open(Path.Combine(_root, $"index{_count++}"));

    protected override void Cleanup() => Directory.Delete(_root, recursive: true);
}
