using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using KnowledgeBase.Engine.Format.Norms;

namespace KnowledgeBase.Engine.Searching;

/// <summary>
/// The documents of a term, or of a group of terms, a block at a time: what intersections are made of. Targets rise from call to call.
/// </summary>
internal abstract class BlockSource(FieldNorms? norms, float[] cache, float weight)
{
    /// <summary>How many places behind a block's last document hold <see cref="Scorer.End"/>, so that a search may read eight at once.</summary>
    public const int Padding = 8;

    /// <summary>Ascending; <see cref="Count"/> of them, then <see cref="Padding"/> ends.</summary>
    public int[] Docs { get; protected set; } = [];

    public int Count { get; protected set; }

    /// <summary>The place that the last search came to.</summary>
    public int At { get; set; }

    /// <summary>The most documents a block can have.</summary>
    public abstract int Largest { get; }

    public abstract long Cost { get; }

    public int Doc => Docs[At];

    public int Last => Docs[Count - 1];

    /// <summary>Stands on the first document at or after the target; false when there is none.</summary>
    public bool MoveTo(int target)
    {
        if (Count == 0 || target > Last)
        {
            return Load(target);
        }

        At = Ceiling(Docs, At, target);
        return true;
    }

    /// <summary>The frequencies at places of the block in hand.</summary>
    public abstract void Freqs(ReadOnlySpan<int> places, Span<float> freqs);

    /// <summary>The scores of documents with these frequencies.</summary>
    public void Score(ReadOnlySpan<int> docs, ReadOnlySpan<float> freqs, Span<float> scores) => BlockScores.Fill(norms, cache, weight, docs, freqs, scores);

    /// <inheritdoc cref="Scorer.AdvanceShallow"/>
    public virtual int AdvanceShallow(int target) => Scorer.End;

    /// <inheritdoc cref="Scorer.MaxScore"/>
    public virtual float MaxScore(int upTo) => weight;

    /// <summary>The first place from <paramref name="from"/> on whose document is not below the target; one must be in the array or its padding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Ceiling(int[] docs, int from, int target)
    {
        ref int first = ref MemoryMarshal.GetArrayDataReference(docs);
        var wanted = Vector256.Create(target);
        while (true)
        {
            uint below = Vector256.LessThan(Vector256.LoadUnsafe(ref first, (nuint)from), wanted).ExtractMostSignificantBits();
            if (below != 0xFF)
            {
                return from + BitOperations.PopCount(below);
            }

            from += 8;
        }
    }

    /// <summary>Brings the block with the first document at or after the target, which lies behind the block in hand.</summary>
    protected abstract bool Load(int target);
}

/// <summary>One term.</summary>
internal sealed class TermSource(TermScorer scorer) : BlockSource(scorer.Norms, scorer.Cache, scorer.Weight)
{
    public Format.Postings.PostingsCursor Postings => scorer.Postings;

    public override int Largest => 128;

    public override long Cost => scorer.Cost;

    public override void Freqs(ReadOnlySpan<int> places, Span<float> freqs)
    {
        var all = scorer.Postings.BlockFreqs;
        for (int i = 0; i < places.Length; i++)
        {
            freqs[i] = all[places[i]];
        }
    }

    public override int AdvanceShallow(int target) => scorer.AdvanceShallow(target);

    public override float MaxScore(int upTo) => scorer.MaxScore(upTo);

    protected override bool Load(int target)
    {
        if (scorer.Postings.Advance(target) == Scorer.End)
        {
            return false;
        }

        Docs = scorer.Postings.BlockArray;
        Count = scorer.Postings.BlockDocs.Length;
        At = scorer.Postings.BlockIndex;
        return true;
    }
}

/// <summary>Terms as one: their documents are united window by window, the frequencies summed up by weight in the terms' order.</summary>
internal sealed class GroupSource : BlockSource
{
    private const int LeastWindow = 64;
    private const int MostWindow = 4096;
    private readonly Format.Postings.PostingsCursor[] terms;
    private readonly float[] weights;
    private readonly float[] sums = new float[MostWindow];
    private readonly ulong[] marks = new ulong[MostWindow / 64];
    private int start;
    private int window = MostWindow;

    public GroupSource(Format.Postings.PostingsCursor[] terms, float[] weights, FieldNorms? norms, float[] cache, float weight)
        : base(norms, cache, weight)
    {
        this.terms = terms;
        this.weights = weights;
        Docs = new int[MostWindow + Padding];
        Cost = terms.Sum(t => (long)t.DocFreq);
    }

    public override int Largest => MostWindow;

    public override long Cost { get; }

    /// <summary>Says how many documents will be asked for: where they are few, not many are united around each.</summary>
    public void Expect(long targets, int maxDoc) =>
        window = (int)Math.Clamp(BitOperations.RoundUpToPowerOf2((ulong)(targets * MostWindow * 64 / maxDoc) + 1), LeastWindow, MostWindow);

    public override void Freqs(ReadOnlySpan<int> places, Span<float> freqs)
    {
        for (int i = 0; i < places.Length; i++)
        {
            freqs[i] = sums[Docs[places[i]] - start];
        }
    }

    protected override bool Load(int target)
    {
        int least = Scorer.End;
        foreach (var term in terms)
        {
            least = Math.Min(least, term.Doc < target ? term.Advance(target) : term.Doc);
        }

        if (least == Scorer.End)
        {
            return false;
        }

        start = least & ~63;
        int end = (int)Math.Min((long)start + window, Scorer.End);
        Array.Clear(sums, 0, window);
        for (int t = 0; t < terms.Length; t++)
        {
            Unite(terms[t], weights[t], end);
        }

        int count = 0;
        for (int w = 0; w < window / 64; w++)
        {
            for (ulong word = marks[w]; word != 0; word &= word - 1)
            {
                Docs[count++] = start + (w << 6) + BitOperations.TrailingZeroCount(word);
            }

            marks[w] = 0;
        }

        Docs.AsSpan(count, Padding).Fill(Scorer.End);
        Count = count;
        At = 0;
        return true;
    }

    private void Unite(Format.Postings.PostingsCursor term, float weight, int end)
    {
        while (term.Doc < end)
        {
            var docs = term.BlockDocs;
            var freqs = term.BlockFreqs;
            int i = term.BlockIndex;
            for (; i < docs.Length && docs[i] < end; i++)
            {
                int at = docs[i] - start;
                sums[at] += weight * freqs[i];
                marks[at >> 6] |= 1UL << at;
            }

            if (i < docs.Length)
            {
                term.MoveInBlock(i);
                return;
            }

            term.NextBlock();
        }
    }
}
