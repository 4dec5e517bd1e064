namespace KnowledgeBase.Engine.Format;

/// <summary>What one segment knows of one field (an entry of the .fnm file).</summary>
public sealed class FieldInfo
{
    public required string Name { get; init; }

    /// <summary>The field's number within its segment; the writer gives a name the same number in every segment.</summary>
    public required int Number { get; init; }

    public bool HasTermVectors { get; set; }

    public bool OmitsNorms { get; set; }

    public bool HasPayloads { get; set; }

    public bool IsSoftDeletesField { get; set; }

    public IndexOptions IndexOptions { get; set; }

    public DocValuesType DocValuesType { get; set; }

    /// <summary>Generation of the field's updated doc values, or -1 when they are those of the flush.</summary>
    public long DocValuesGeneration { get; set; } = -1;

    public int PointDimensions { get; set; }

    public int PointIndexDimensions { get; set; }

    public int PointBytes { get; set; }

    public SortedDictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    public bool IsIndexed => IndexOptions != IndexOptions.None;

    public bool HasFreqs => IndexOptions >= IndexOptions.DocsAndFreqs;

    public bool HasPositions => IndexOptions >= IndexOptions.DocsAndFreqsAndPositions;

    public bool HasOffsets => IndexOptions >= IndexOptions.DocsAndFreqsAndPositionsAndOffsets;

    public bool HasNorms => IsIndexed && !OmitsNorms;
}
