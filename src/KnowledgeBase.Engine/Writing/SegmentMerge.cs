using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Writing;

internal sealed class SegmentMerge(IndexDirectory directory, string name, SegmentReader[] sources, DateTimeOffset now, Func<bool> cancelled)
{
    public IReadOnlyList<string> Files => [];
    public SegmentInfo? Write() => throw new NotSupportedException(name + directory + sources + now + cancelled);
    public int NewNumber(int source, int document) => -1;
}
