using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using KnowledgeBase.Engine.Format.Norms;

namespace KnowledgeBase.Engine.Searching;

/// <summary>
/// The documents of a term, or of a group of terms, a block at a time: what intersections are made of. Targets rise from call to call.
/// </summary>
internal abstract class BlockSource
{
    private FieldNorms? norms;
    private float[] cache = [];
    private float weight;

    /// <summary>How many places behind a block's last document hold <see cref="Scorer.End"/>, so that a search may read as many at once.</summary>
    public const int Padding = Format.Postings.PostingsCursor.Padding;

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
            uint below = Below(ref first, from, wanted);
            if (below != 0xFF)
            {
                return from + BitOperations.PopCount(below);
            }

            from += 8;
        }
    }

    /// <summary>The same, 32 places at a time: for targets that are likely to lie further on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int FarCeiling(int[] docs, int from, int target)
    {
        ref int first = ref MemoryMarshal.GetArrayDataReference(docs);
        var wanted = Vector256.Create(target);
        while (true)
        {
            uint below = Below(ref first, from, wanted) | (Below(ref first, from + 8, wanted) << 8) | (Below(ref first, from + 16, wanted) << 16) | (Below(ref first, from + 24, wanted) << 24);
            if (below != uint.MaxValue)
            {
                return from + BitOperations.PopCount(below);
            }

            from += 32;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Below(ref int first, int at, Vector256<int> wanted) => Vector256.LessThan(Vector256.LoadUnsafe(ref first, (nuint)at), wanted).ExtractMostSignificantBits();

    /// <summary>Begins before the first block, with what scores are made of.</summary>
    protected void Begin(FieldNorms? fieldNorms, float[] lengths, float boostedIdf)
    {
        norms = fieldNorms;
        cache = lengths;
        weight = boostedIdf;
        Count = 0;
        At = 0;
    }

    /// <summary>Brings the block with the first document at or after the target, which lies behind the block in hand.</summary>
    protected abstract bool Load(int target);
}

/// <summary>One term.</summary>
internal sealed class TermSource : BlockSource
{
    private TermScorer scorer = null!;

    public TermSource Begin(TermScorer term)
    {
        scorer = term;
        Begin(term.Norms, term.Cache, term.Weight);
        return this;
    }

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
