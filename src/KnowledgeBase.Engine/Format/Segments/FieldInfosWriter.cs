using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Segments;

/// <summary>Encodes .fnm (what a segment knows of each field), with the attributes that name the formats of postings and columns.</summary>
internal static class FieldInfosWriter
{
    public static void Write(SegmentFiles files, IReadOnlyCollection<FieldInfo> fields)
    {
        using var o = files.Create(FileKind.FieldInfos);
        o.WriteVInt(fields.Count);
        foreach (var f in fields)
        {
            o.WriteString(f.Name);
            o.WriteVInt(f.Number);
            o.WriteByte((byte)((f.HasTermVectors ? 1 : 0) | (f.IsIndexed && f.OmitsNorms ? 2 : 0) | (f.HasPayloads ? 4 : 0) | (f.IsSoftDeletesField ? 8 : 0)));
            o.WriteByte((byte)f.IndexOptions);
            o.WriteByte((byte)f.DocValuesType);
            o.WriteLong(f.DocValuesGeneration);
            o.WriteMap(Attributes(f));
            o.WriteVInt(f.PointDimensions);
            if (f.PointDimensions == 0) continue;
            o.WriteVInt(f.PointIndexDimensions);
            o.WriteVInt(f.PointBytes);
        }
        EnvelopeWriter.Finish(o);
    }

    private static SortedDictionary<string, string> Attributes(FieldInfo field)
    {
        var a = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (field.IsIndexed)
        {
            a["PerFieldPostingsFormat.format"] = "Lucene84";
            a["PerFieldPostingsFormat.suffix"] = "0";
        }
        if (field.DocValuesType != DocValuesType.None)
        {
            a["PerFieldDocValuesFormat.format"] = "Lucene80";
            a["PerFieldDocValuesFormat.suffix"] = "0";
        }
        if (field.DocValuesType == DocValuesType.Binary) a["Lucene80DocValuesFormat.mode"] = "BEST_SPEED";
        return a;
    }
}
