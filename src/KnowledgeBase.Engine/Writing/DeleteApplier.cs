using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Writing;

/// <summary>Applies deletions by term to segments: each to the documents that were added before it.</summary>
internal static class DeleteApplier
{
    /// <param name="segment">The segment; it knows which deletions it has seen.</param>
    /// <param name="packets">Deletions, in order.</param>
    /// <param name="sequence">The latest number that the packets cover.</param>
    public static void Apply(LiveSegment segment, IReadOnlyList<PendingDeletes> packets, long sequence)
    {
        if (packets.Any(p => p.LastSequence > segment.AppliedSequence))
        {
            var reader = segment.OpenReader();
            try
            {
                var found = new List<int>();
                foreach (var packet in packets)
                    if (packet.LastSequence > segment.AppliedSequence) Find(reader, packet, segment.AppliedSequence, found);
                segment.Delete(found);
            }
            finally
            {
                reader.Release();
            }
        }
        segment.AppliedSequence = Math.Max(segment.AppliedSequence, sequence);
    }

    private static void Find(SegmentReader reader, PendingDeletes packet, long after, List<int> found)
    {
        foreach (var (field, deletes) in packet.Fields)
        {
            if (reader.Terms(field) is not { } terms) continue;
            var cursor = reader.Postings(terms.Field);
            foreach (var id in deletes.Terms.Sorted())
            {
                // Documents of a segment are all older than what it has seen, so a later deletion concerns all of them.
                if (deletes.Sequences[id] <= after || !terms.TryFind(deletes.Terms[id], out var state)) continue;
                cursor.Reset(state);
                for (var d = cursor.Next(); d != Format.Postings.PostingsCursor.End; d = cursor.Next()) found.Add(d);
            }
        }
    }
}
