using KnowledgeBase.Engine.Storage;

namespace KnowledgeBase.Engine.Format.Terms;

/// <summary>The terms of one field of one segment. Safe for any number of threads; a cursor belongs to one.</summary>
public sealed class FieldTerms
{
    internal FieldTerms(IndexInput dictionary, Fst index, byte[] root, int maxDoc)
    {
        Dictionary = dictionary;
        Index = index;
        Root = root;
        MaxDoc = maxDoc;
    }

    public required FieldInfo Field { get; init; }

    /// <summary>Number of terms.</summary>
    public required long Count { get; init; }

    /// <summary>Occurrences of all terms; the number of postings where frequencies are not kept.</summary>
    public required long SumTotalTermFreq { get; init; }

    /// <summary>Number of postings.</summary>
    public required long SumDocFreq { get; init; }

    /// <summary>Documents with at least one term, deleted ones included.</summary>
    public required int DocCount { get; init; }

    public required byte[] Min { get; init; }

    public required byte[] Max { get; init; }

    internal IndexInput Dictionary { get; }

    internal Fst Index { get; }

    internal byte[] Root { get; }

    internal int MaxDoc { get; }

    /// <summary>A new cursor, standing before the first term.</summary>
    public TermsCursor Cursor() => new TermsCursor().Reset(this);

    /// <summary>Looks a term up.</summary>
    public bool TryFind(ReadOnlySpan<byte> term, out TermState state)
    {
        state = default;
        if (term.SequenceCompareTo(Min) < 0 || term.SequenceCompareTo(Max) > 0)
        {
            return false;
        }

        var cursor = TakeCursor();
        bool found = cursor.SeekExact(term);
        if (found)
        {
            state = cursor.State;
        }

        Give(cursor);
        return found;
    }

    /// <summary>A cursor that may have been used before; <see cref="Give"/> it when done.</summary>
    internal TermsCursor TakeCursor() => (Spare<TermsCursor>.Take() ?? new TermsCursor()).Reset(this);

    internal void Give(TermsCursor cursor) => Spare<TermsCursor>.Give(cursor);
}
