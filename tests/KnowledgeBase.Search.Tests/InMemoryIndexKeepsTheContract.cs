using KnowledgeBase.TestSupport;

namespace KnowledgeBase.Search.Tests;

public sealed class InMemoryIndexKeepsTheContract : SearchIndexContract
{
    protected override ISearchIndex Open() => new InMemorySearchIndex();
}
