using KnowledgeBase.Engine.Format.DocValues;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Search.Embedded;

namespace KnowledgeBase.Search.Matching;

/// <summary>How long a document's body is, against the average.</summary>
internal sealed class BodyLengths(SegmentReader segment, double average)
{
    private readonly NumericDocValues? _column = segment.Numeric(IndexSchema.Length);

    public float Norm(int doc) => Of(doc) is { } length ? 1 - Weights.Length + (Weights.Length * (float)(length / average)) : 1;

    /// <summary>The part of their weight that pieces of words keep in the document.</summary>
    public float GramPart(int doc) => Of(doc) is > Weights.LongPage and var length ? MathF.Pow(Weights.LongPage / (float)length, (float)Weights.GramsByChance) : 1;

    private long? Of(int doc) => _column is not null && _column.TryGet(doc, out var length) ? length : null;
}
