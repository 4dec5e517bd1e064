using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Segments;

/// <summary>Encodes .liv: one bit a document, set while the document is live.</summary>
internal static class LiveDocsWriter
{
    public static string NameFor(string segment, long generation) => FileKind.LiveDocs.NameFor(segment, Base36.Of(generation));

    public static void Write(IndexDirectory directory, SegmentInfo segment, long generation, ReadOnlySpan<ulong> live)
    {
        using var o = directory.CreateOutput(NameFor(segment.Name, generation));
        EnvelopeWriter.WriteHeader(o, FileKind.LiveDocs, segment.Id, Base36.Of(generation));
        foreach (var word in live) o.WriteLong((long)word);
        EnvelopeWriter.Finish(o);
    }
}
