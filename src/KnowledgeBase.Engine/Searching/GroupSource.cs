using System.Numerics;
using System.Runtime.Intrinsics;
using KnowledgeBase.Engine.Format.Norms;
using KnowledgeBase.Engine.Format.Postings;

namespace KnowledgeBase.Engine.Searching;

/// <summary>
/// Terms as one: their documents are united window by window, or looked up where few are asked for; the frequencies are summed up by weight in the terms' order.
/// </summary>
internal sealed class GroupSource : BlockSource
{
    private const int LeastWindow = 64;
    private const int MostWindow = 4096;
    private readonly List<PostingsCursor> terms = [];
    private readonly List<float> weights = [];
    private readonly float[] sums = new float[MostWindow];
    private readonly byte[] marks = new byte[MostWindow];
    private long cost;
    private int start;
    private int window = MostWindow;
    private int[] hits = [];
    private int[] hitPlaces = [];
    private bool[] found = [];

    public GroupSource() => Docs = new int[MostWindow + Padding];

    /// <summary>A group without a term yet.</summary>
    public new GroupSource Begin(FieldNorms? norms, float[] cache, float weight)
    {
        base.Begin(norms, cache, weight);
        terms.Clear();
        weights.Clear();
        cost = 0;
        window = MostWindow;
        LooksUp = false;
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

    /// <summary>Whether its documents are never united: <see cref="LookUp"/> asks for those that another source has.</summary>
    public bool LooksUp { get; private set; }

    /// <summary>Chooses <see cref="LooksUp"/> where all terms together have over twice the documents that look-ups will be made: one look-up costs about two documents united.</summary>
    public void PreferLookUp(long targets) => LooksUp = 2 * targets * terms.Count <= cost;

    /// <summary>
    /// Which of ascending documents the group has, from call to call later ones; their frequencies are kept until the next call, where <see cref="Freqs"/> finds them by
    /// the places of the documents among the targets. Each term adds its own to the sums in the terms' order, just as uniting does.
    /// </summary>
    /// <param name="targets">The documents; eight more places behind them are overwritten.</param>
    /// <param name="count">How many, at most <see cref="Largest"/>.</param>
    public ReadOnlySpan<bool> LookUp(int[] targets, int count)
    {
        if (found.Length == 0)
        {
            found = new bool[MostWindow];
            hits = new int[MostWindow];
            hitPlaces = new int[MostWindow];
        }

        targets.AsSpan(count, 8).Fill(Scorer.End);
        Array.Clear(sums, 0, count);
        Array.Clear(found, 0, count);
        for (int t = 0; t < terms.Count; t++)
        {
            Find(terms[t], weights[t], targets, count);
        }

        return found.AsSpan(0, count);
    }

    // The frequencies of a block are decoded only if one of the targets stands in it.
    private void Find(PostingsCursor term, float weight, int[] targets, int count)
    {
        int next = 0;
        while (next < count)
        {
            bool inHand = term.BlockDocs.Length > 0 && term.BlockDocs[^1] >= targets[next];
            int doc = inHand || term.Doc == Scorer.End ? term.Doc : term.Advance(targets[next]);
            if (doc == Scorer.End)
            {
                return;
            }

            next = Ceiling(targets, next, doc);
            int[] docs = term.BlockArray;
            int last = term.BlockDocs[^1];
            int place = term.BlockIndex;
            int hit = 0;
            for (; next < count && targets[next] <= last; next++)
            {
                place = FarCeiling(docs, place, targets[next]);
                hits[hit] = next;
                hitPlaces[hit] = place;
                hit += docs[place] == targets[next] ? 1 : 0;
            }

            term.MoveInBlock(place);
            if (hit > 0)
            {
                var freqs = term.BlockFreqs;
                for (int h = 0; h < hit; h++)
                {
                    sums[hits[h]] += weight * freqs[hitPlaces[h]];
                    found[hits[h]] = true;
                }
            }
        }
    }

    public override void Freqs(ReadOnlySpan<int> places, Span<float> freqs)
    {
        if (LooksUp)
        {
            for (int i = 0; i < places.Length; i++)
            {
                freqs[i] = sums[places[i]];
            }

            return;
        }

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
        for (int w = 0; w < window; w += 32)
        {
            // A byte holds all bits or none.
            uint word = Vector256.Create(marks, w).ExtractMostSignificantBits();
            for (; word != 0; word &= word - 1)
            {
                Docs[count++] = start + w + BitOperations.TrailingZeroCount(word);
            }
        }

        Array.Clear(marks, 0, window);

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
                marks[at] = 0xFF;
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
