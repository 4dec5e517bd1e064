namespace KnowledgeBase.Engine.Format.Terms;

/// <summary>What the dictionary says of one term of one segment: its statistics and where its postings are.</summary>
public struct TermState
{
    /// <summary>Documents with the term, deleted ones included.</summary>
    public int DocFreq;

    /// <summary>Occurrences; equals <see cref="DocFreq"/> where frequencies are not kept.</summary>
    public long TotalTermFreq;

    /// <summary>Where the term's data begins in .doc, .pos and .pay.</summary>
    public long DocStart;
    public long PosStart;
    public long PayStart;

    /// <summary>The only document, when <see cref="DocFreq"/> is 1.</summary>
    public int SingletonDoc;

    /// <summary>Distance from <see cref="PosStart"/> to the tail of positions, or -1 when there are 128 or fewer.</summary>
    public long LastPosBlockOffset;

    /// <summary>Distance from <see cref="DocStart"/> to the skip data, or -1 when there are 128 documents or fewer.</summary>
    public long SkipOffset;
}
