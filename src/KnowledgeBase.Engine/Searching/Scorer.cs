namespace KnowledgeBase.Engine.Searching;

/// <summary>
/// Walks the hits of a query in one segment in rising order and scores the one it stands on. <see cref="Doc"/> is -1 before the first move and
/// <see cref="End"/> after the last; <see cref="Advance"/> goes to the first hit at or after a target beyond the current document.
/// Deleted documents are among the hits: whoever collects leaves them out.
/// </summary>
internal abstract class Scorer
{
    public const int End = int.MaxValue;

    public int Doc { get; protected set; } = -1;

    /// <summary>About how many documents there are to walk.</summary>
    public abstract long Cost { get; }

    public abstract int Next();

    public abstract int Advance(int target);

    public abstract float Score();

    /// <summary>Says that no document before the target is wanted any more, and how far from there one bound of the score holds.</summary>
    public virtual int AdvanceShallow(int target) => End;

    /// <summary>No score from the last <see cref="AdvanceShallow"/> target up to <paramref name="upTo"/> is above this.</summary>
    public virtual float MaxScore(int upTo) => float.PositiveInfinity;

    /// <summary>Hits that score less than this may be left out from now on.</summary>
    public virtual void SetMinCompetitive(float score)
    {
    }
}

/// <summary>Scores nothing but knows where its documents are: a filter made of bits.</summary>
internal sealed class BitsScorer(ulong[] bits, int maxDoc, long cost, float score) : Scorer
{
    public ulong[] Bits => bits;

    /// <summary>As many words as the documents need.</summary>
    public Span<ulong> Words => bits.AsSpan(0, (maxDoc + 63) >> 6);

    public override long Cost => cost;

    public override int Next() => Advance(Doc + 1);

    public override int Advance(int target)
    {
        if (target >= maxDoc)
        {
            return Doc = End;
        }

        int word = target >> 6;
        ulong rest = bits[word] & (ulong.MaxValue << target);
        while (rest == 0)
        {
            if (++word << 6 >= maxDoc)
            {
                return Doc = End;
            }

            rest = bits[word];
        }

        return Doc = (word << 6) + System.Numerics.BitOperations.TrailingZeroCount(rest);
    }

    public override float Score() => score;

    public override float MaxScore(int upTo) => score;
}

/// <summary>All documents.</summary>
internal sealed class AllScorer(int maxDoc, float score) : Scorer
{
    public override long Cost => maxDoc;

    public override int Next() => Advance(Doc + 1);

    public override int Advance(int target) => Doc = target < maxDoc ? target : End;

    public override float Score() => score;

    public override float MaxScore(int upTo) => score;
}

/// <summary>The hits of another scorer, all with one score.</summary>
internal sealed class ConstantScorer(Scorer inner, float score) : Scorer
{
    public override long Cost => inner.Cost;

    public override int Next() => Doc = inner.Next();

    public override int Advance(int target) => Doc = inner.Advance(target);

    public override float Score() => score;

    public override float MaxScore(int upTo) => score;
}
