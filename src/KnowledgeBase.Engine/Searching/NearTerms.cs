using System.Text;
using KnowledgeBase.Engine.Format.Terms;

namespace KnowledgeBase.Engine.Searching;

/// <summary>A term near the word, with what it counts and where it is in each segment.</summary>
internal sealed record NearTerm(TermBytes Term, float Weight, TermState[] States);

/// <summary>The nearest terms found so far, nearest first and equals in byte order. A term that has once been pushed out is never among them again.</summary>
internal sealed class BestNearTerms(int most, int segments)
{
    private readonly List<NearTerm> terms = [];

    public IReadOnlyList<NearTerm> Terms => terms;

    public void Add(ReadOnlySpan<byte> bytes, float weight, int segment, in TermState state)
    {
        int low = 0;
        int high = terms.Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            var other = terms[middle];
            int order = other.Weight != weight ? weight.CompareTo(other.Weight) : other.Term.Span.SequenceCompareTo(bytes);
            if (order == 0)
            {
                other.States[segment] = state;
                return;
            }

            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle;
        }

        if (low == most)
        {
            return;
        }

        if (terms.Count == most)
        {
            terms.RemoveAt(most - 1);
        }

        var added = new NearTerm(new TermBytes(bytes), weight, new TermState[segments]);
        added.States[segment] = state;
        terms.Insert(low, added);
    }
}

/// <summary>Gathers the terms near a word in one segment.</summary>
internal readonly struct NearTerms(CodePointAutomaton<EditRule, EditState> automaton, int wordLength, int segment, BestNearTerms best) : ITermVisitor
{
    public bool Step(int place, byte value) => automaton.Step(place, value);

    public bool Wants(int place, int first, int last) => automaton.Wants(place, first, last);

    public bool Accepts(int length) => automaton.Accepts(length);

    public void Take(ReadOnlySpan<byte> term, in TermState state)
    {
        int length = 0;
        foreach (byte b in term)
        {
            length += (b & 0xC0) != 0x80 ? 1 : 0;
        }

        Add(term, state, automaton.Rule.Edits(automaton.StateAt(term.Length)), length);
    }

    /// <summary>Measures each term, for a word that has more characters than a state has bits.</summary>
    public void TakeLong(FieldTerms terms, EditDistance distance, ReadOnlySpan<int> equal, int limit)
    {
        var prefix = new List<byte>();
        Span<byte> encoded = stackalloc byte[4];
        foreach (int point in equal)
        {
            prefix.AddRange(encoded[..new Rune(point).EncodeToUtf8(encoded)]);
        }

        ReadOnlySpan<byte> first = prefix.ToArray();
        var cursor = terms.Cursor();
        for (bool more = cursor.SeekCeiling(first); more && cursor.Term.StartsWith(first); more = cursor.Next())
        {
            int edits = distance.To(cursor.Term);
            if (edits <= limit)
            {
                Add(cursor.Term, cursor.State, edits, distance.Length);
            }
        }
    }

    private void Add(ReadOnlySpan<byte> term, in TermState state, int edits, int length)
    {
        float weight = edits == 0 ? 1f : 1f - (edits / (float)Math.Min(length, wordLength));
        if (weight >= 0)
        {
            best.Add(term, weight, segment, state);
        }
    }
}
