using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Postings;

/// <summary>The postings files of a segment: .doc, and .pos and .pay where a field needs them.</summary>
/// <param name="Doc">Documents, frequencies and skip data.</param>
/// <param name="Pos">Positions.</param>
/// <param name="Pay">Full blocks of payloads and offsets.</param>
/// <param name="MaxDoc">Documents in the segment.</param>
public sealed record PostingsFiles(IndexInput Doc, IndexInput? Pos, IndexInput? Pay, int MaxDoc)
{
    /// <summary>Checks the headers and the footers' shape; the byte after the .doc header must be L.</summary>
    public void Check(ReadOnlySpan<byte> segmentId, string suffix)
    {
        int header = Envelope.CheckData(Doc, FileKind.PostingsDoc, segmentId, suffix);
        if (Doc.ByteAt(header) != (byte)'L')
        {
            throw new UnsupportedIndexException(Doc.Name, "postings blocks are not little-endian");
        }

        if (Pos is not null)
        {
            Envelope.CheckData(Pos, FileKind.PostingsPos, segmentId, suffix);
        }

        if (Pay is not null)
        {
            Envelope.CheckData(Pay, FileKind.PostingsPay, segmentId, suffix);
        }
    }
}
