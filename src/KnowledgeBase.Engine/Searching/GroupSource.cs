using System.Numerics;
using KnowledgeBase.Engine.Format.Norms;
using KnowledgeBase.Engine.Format.Postings;

namespace KnowledgeBase.Engine.Searching;

/// <summary>Terms as one: their documents are united window by window, the frequencies summed up by weight in the terms' order.</summary>
internal sealed class GroupSource : BlockSource
{
    private const int LeastWindow = 64;
    private const int MostWindow = 4096;
    private readonly List<PostingsCursor> terms = [];
    private readonly List<float> weights = [];
    private readonly float[] sums = new float[MostWindow];
    private readonly ulong[] marks = new ulong[MostWindow / 64];
    private long cost;
    private int start;
    private int window = MostWindow;

    public GroupSource() => Docs = new int[MostWindow + Padding];

    /// <summary>A group without a term yet.</summary>
    public new GroupSource Begin(FieldNorms? norms, float[] cache, float weight)
    {
        base.Begin(norms, cache, weight);
        terms.Clear();
        weights.Clear();
        cost = 0;
        window = MostWindow;
        return this;
    }

    /// <summary>A further term, standing before its first document, and what each of its occurrences counts.</summary>
    public void Add(PostingsCursor term, float weight)
    {
        terms.Add(term);
        weights.Add(weight);
        cost += term.DocFreq;
    }

    public override int Largest => MostWindow;

    public override long Cost => cost;

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
        for (int t = 0; t < terms.Count; t++)
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

    private void Unite(PostingsCursor term, float weight, int end)
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
