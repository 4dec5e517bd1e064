using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Postings;

/// <summary>What the term dictionary keeps of a term: its statistics and where its postings stand. -1 means absent.</summary>
internal struct TermMetadata
{
    public int DocFreq;
    public long TotalTermFreq;
    public long DocStart;
    public long PosStart;
    public long PayStart;
    public long LastPosBlock;
    public long SkipOffset;
    public int Single;

    /// <summary>Encodes the places as differences to the term before in the block (<c>default</c> with Single -1 at its start).</summary>
    public readonly void Write(ByteWriter output, in TermMetadata last, bool positions, bool pay)
    {
        if (last.Single != -1 && Single != -1 && DocStart == last.DocStart)
        {
            long step = (long)Single - last.Single;
            output.WriteVLong(((step << 1) ^ (step >> 63)) << 1 | 1);
        }
        else
        {
            output.WriteVLong((DocStart - last.DocStart) << 1);
            if (Single != -1) output.WriteVInt(Single);
        }
        if (positions)
        {
            output.WriteVLong(PosStart - last.PosStart);
            if (pay) output.WriteVLong(PayStart - last.PayStart);
            if (LastPosBlock != -1) output.WriteVLong(LastPosBlock);
        }
        if (SkipOffset != -1) output.WriteVLong(SkipOffset);
    }
}
