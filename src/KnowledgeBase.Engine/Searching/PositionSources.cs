using KnowledgeBase.Engine.Format.Postings;

namespace KnowledgeBase.Engine.Searching;

/// <summary>Documents with positions in each: one term, or a group of terms as if they were one.</summary>
internal abstract class PositionSource
{
    public int Doc { get; protected set; } = -1;

    public abstract long Cost { get; }

    public abstract int Advance(int target);

    public abstract ReadOnlySpan<int> Positions();
}

internal sealed class TermPositions(PostingsCursor postings) : PositionSource
{
    public override long Cost => postings.DocFreq;

    public override int Advance(int target) => Doc = postings.Advance(target);

    public override ReadOnlySpan<int> Positions() => postings.Positions();
}

internal sealed class GroupPositions(PostingsCursor[] terms) : PositionSource
{
    private int[] merged = new int[32];

    public override long Cost { get; } = terms.Sum(t => (long)t.DocFreq);

    public override int Advance(int target)
    {
        int least = Scorer.End;
        foreach (var term in terms)
        {
            least = Math.Min(least, term.Doc < target ? term.Advance(target) : term.Doc);
        }

        return Doc = least;
    }

    public override ReadOnlySpan<int> Positions()
    {
        int count = 0;
        foreach (var term in terms)
        {
            if (term.Doc == Doc)
            {
                var positions = term.Positions();
                if (merged.Length < count + positions.Length)
                {
                    Array.Resize(ref merged, Math.Max(merged.Length * 2, count + positions.Length));
                }

                positions.CopyTo(merged.AsSpan(count));
                count += positions.Length;
            }
        }

        // Two forms of a word at one position are one occurrence.
        var all = merged.AsSpan(0, count);
        all.Sort();
        int distinct = 0;
        for (int i = 0; i < count; i++)
        {
            if (distinct == 0 || all[i] != all[distinct - 1])
            {
                all[distinct++] = all[i];
            }
        }

        return all[..distinct];
    }
}
