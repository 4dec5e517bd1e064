using KnowledgeBase.Engine.Format;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Writing.Merging;

/// <summary>The fields of a merged segment: by name, with what any source has. None has term vectors: an index with them is not opened for writing.</summary>
internal static class MergedFields
{
    /// <summary>In ordinal order of their names.</summary>
    public static FieldInfo[] Of(SegmentReader[] sources, Schema schema)
    {
        var merged = new SortedDictionary<string, FieldInfo>(StringComparer.Ordinal);
        foreach (var field in sources.SelectMany(s => s.Fields))
        {
            if (!merged.TryGetValue(field.Name, out var own))
                merged.Add(field.Name, own = new FieldInfo { Name = field.Name, Number = schema.Number(field.Name) });
            if (field.IsIndexed)
            {
                // What only some sources recorded cannot be made up for the others.
                own.IndexOptions = own.IsIndexed && own.IndexOptions < field.IndexOptions ? own.IndexOptions : field.IndexOptions;
                own.OmitsNorms |= field.OmitsNorms;
                own.HasPayloads |= field.HasPayloads;
            }
            if (field.DocValuesType != DocValuesType.None) own.DocValuesType = field.DocValuesType;
            if (field.PointDimensions == 0) continue;
            own.PointDimensions = field.PointDimensions;
            own.PointIndexDimensions = field.PointIndexDimensions;
            own.PointBytes = field.PointBytes;
        }
        foreach (var field in merged.Values) field.HasPayloads &= field.HasPositions;
        return [.. merged.Values];
    }
}
