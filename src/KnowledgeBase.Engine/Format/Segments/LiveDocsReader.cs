using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Segments;

/// <summary>
/// Reads .liv: index header with the generation as suffix, one long per 64 documents (bit d and 63 of long d >> 6 set: document d is live), footer.
/// </summary>
public static class LiveDocsReader
{
    /// <summary>One bit a document, set for live ones.</summary>
    public static ulong[] Read(IndexInput input, SegmentCommitInfo segment)
    {
        var reader = Envelope.OpenMeta(input, FileKind.LiveDocs, segment.Info.Id, Base36.Of(segment.DeleteGeneration));
        int maxDoc = segment.Info.MaxDoc;
        if (reader.Remaining != ((maxDoc + 63L) >> 6) * 8)
        {
            reader.Fail($"holds {reader.Remaining} bytes for {maxDoc} documents");
        }

        var bits = new ulong[(maxDoc + 63L) >> 6];
        int live = 0;
        for (int i = 0; i < bits.Length; i++)
        {
            bits[i] = (ulong)reader.ReadInt64();
            live += System.Numerics.BitOperations.PopCount(bits[i]);
        }

        if ((maxDoc & 63) != 0 && bits[^1] >> (maxDoc & 63) != 0)
        {
            reader.Fail("documents beyond the last are marked live");
        }

        if (live != maxDoc - segment.DeleteCount)
        {
            reader.Fail($"{maxDoc - live} documents are marked deleted, the commit says {segment.DeleteCount}");
        }

        return bits;
    }
}
