using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Writing.Merging;

/// <summary>Gives the live documents of several segments consecutive numbers.</summary>
internal sealed class DocumentMap
{
    private readonly int[] bases;
    private readonly int[]?[] numbers;

    public DocumentMap(SegmentReader[] sources)
    {
        bases = new int[sources.Length];
        numbers = new int[]?[sources.Length];
        for (var s = 0; s < sources.Length; s++)
        {
            bases[s] = MaxDoc;
            if (sources[s].LiveDocs is not { } live)
            {
                MaxDoc += sources[s].MaxDoc;
                continue;
            }
            var own = new int[sources[s].MaxDoc];
            for (var d = 0; d < own.Length; d++) own[d] = live.IsLive(d) ? MaxDoc++ : -1;
            numbers[s] = own;
        }
    }

    /// <summary>Documents of the merged segment.</summary>
    public int MaxDoc { get; }

    /// <summary>-1 for a deleted document.</summary>
    public int NewNumber(int source, int document) => numbers[source] is { } own ? own[document] : bases[source] + document;
}
