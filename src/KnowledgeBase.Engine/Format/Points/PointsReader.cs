using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Points;

/// <summary>
/// Reads .kdm and opens the point trees over .kdi and .kdd. Meta: header; per field: int number, plain header BKD, vInt dimensions,
/// vInt index dimensions, vInt points per leaf, vInt bytes, vInt leaves, smallest, largest value, vLong points, vInt documents, vInt index bytes,
/// long first leaf in .kdd, long index in .kdi; int -1; long .kdi length, long .kdd length; footer.
/// </summary>
public static class PointsReader
{
    /// <summary>The points by field number.</summary>
    public static Dictionary<int, FieldPoints> Read(IndexInput meta, IndexInput index, IndexInput data, ReadOnlySpan<byte> segmentId, int maxDoc)
    {
        Envelope.CheckData(index, FileKind.PointsIndex, segmentId, "");
        Envelope.CheckData(data, FileKind.PointsData, segmentId, "");
        var reader = Envelope.OpenMeta(meta, FileKind.PointsMeta, segmentId, "");
        var points = new Dictionary<int, FieldPoints>();
        for (int field = reader.ReadInt32(); field != -1; field = reader.ReadInt32())
        {
            Envelope.ReadPlainHeader(ref reader, FileKind.Bkd);
            int dimensions = reader.ReadVInt();
            int indexDimensions = reader.ReadVInt();
            int perLeaf = reader.ReadCount(1 << 20);
            int bytes = reader.ReadVInt();
            if (dimensions != 1 || indexDimensions != 1 || bytes != 8)
            {
                throw new UnsupportedIndexException(meta.Name, $"field {field} has points of {dimensions} dimensions of {bytes} bytes; this engine reads one of eight");
            }

            int leaves = reader.ReadCount();
            long min = FieldPoints.Decode(reader.ReadBytes(8));
            long max = FieldPoints.Decode(reader.ReadBytes(8));
            long count = reader.ReadVLong();
            int docs = reader.ReadCount(maxDoc);
            int indexBytes = reader.ReadCount();
            reader.ReadInt64(); // where the leaves begin: each leaf's place is in the tree
            long indexStart = reader.ReadInt64();
            if (leaves < 1 || count < docs || leaves > count || perLeaf < 1 || min > max)
            {
                reader.Fail($"field {field} has impossible counts of points");
            }

            var tree = index.Slice(index.Name, indexStart, indexBytes);
            points[field] = new FieldPoints(tree, data, leaves, perLeaf, maxDoc) { Min = min, Max = max, Count = count, DocCount = docs };
        }

        long indexLength = reader.ReadInt64();
        long dataLength = reader.ReadInt64();
        Envelope.ExpectEnd(ref reader);
        if (indexLength != index.Length || dataLength != data.Length)
        {
            reader.Fail("the lengths of the point files are not as written");
        }

        return points;
    }
}
