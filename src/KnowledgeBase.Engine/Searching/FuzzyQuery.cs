using System.Text;
using KnowledgeBase.Engine.Format.Terms;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>
/// Documents with terms at most one or two edits (insert, delete, replace, swap of neighbours) from a word. The nearest
/// <paramref name="MaxTerms"/> terms are taken; each counts the less the more it differs, and all are scored with the document frequency of the commonest.
/// </summary>
/// <param name="Field">The field.</param>
/// <param name="Term">The word.</param>
/// <param name="MaxEdits">0, 1 or 2.</param>
/// <param name="PrefixLength">Code points at the beginning that must be equal.</param>
/// <param name="MaxTerms">Most terms to take.</param>
/// <param name="Transpositions">Whether a swap of neighbours is one edit rather than two.</param>
public sealed record FuzzyQuery(string Field, TermBytes Term, int MaxEdits = 2, int PrefixLength = 0, int MaxTerms = 50, bool Transpositions = true) : Query
{
    internal override Query Rewrite(IndexSnapshot snapshot)
    {
        int[] wanted = CodePoints(Term.Span);
        if (MaxEdits == 0 || PrefixLength >= wanted.Length)
        {
            return new TermQuery(Field, Term);
        }

        var best = Candidates(snapshot, wanted);
        if (best.Length == 0)
        {
            return new MatchNoneQuery();
        }

        // A disjunction of terms: within another one it dissolves, so that all are added up at once.
        long docFreq = best.Max(t => t.States.Sum(s => (long)s.DocFreq));
        return BooleanQuery.Or([.. best.Select(t => Weighted(new TermQuery(Field, t.Term) { Found = new FoundTerm(t.States, docFreq) }, t.Weight))]).Rewrite(snapshot);
    }

    internal override Weight Bind(SearchContext context, float boost) => Rewrite(context.Snapshot).Bind(context, boost);

    /// <summary>The terms near the word, nearest first, with their weights: what spelling suggestions are made of.</summary>
    public IReadOnlyList<WeightedTerm> Expand(IndexSnapshot snapshot) => [.. Candidates(snapshot, CodePoints(Term.Span)).Select(c => new WeightedTerm(c.Term, c.Weight))];

    private static Query Weighted(TermQuery term, float weight) => weight == 1f ? term : new BoostQuery(term, weight);

    private NearTerm[] Candidates(IndexSnapshot snapshot, int[] wanted)
    {
        var found = new Dictionary<TermBytes, NearTerm>();
        foreach (var segment in snapshot.Segments)
        {
            if (segment.Reader.Terms(Field) is not { } terms)
            {
                continue;
            }

            var near = new NearTerms(this, wanted, snapshot.Segments.Count, segment.Ordinal, found);
            if (wanted.Length <= CharacterPlaces.MostPlaces)
            {
                TermsWalk.Run(terms, ref near);
            }
            else
            {
                near.TakeLong(terms);
            }
        }

        var best = found.Values.ToArray();
        Array.Sort(best, static (x, y) => x.Weight != y.Weight ? y.Weight.CompareTo(x.Weight) : x.Term.CompareTo(y.Term));
        return best.Length <= MaxTerms ? best : best[..MaxTerms];
    }

    private static int[] CodePoints(ReadOnlySpan<byte> term)
    {
        var points = new List<int>();
        while (!term.IsEmpty)
        {
            Rune.DecodeFromUtf8(term, out var rune, out int size);
            points.Add(rune.Value);
            term = term[size..];
        }

        return [.. points];
    }
}

/// <summary>A term near the word, with what it counts and where it is in each segment.</summary>
internal sealed record NearTerm(TermBytes Term, float Weight, TermState[] States);

/// <summary>Gathers the terms near a word in one segment.</summary>
internal struct NearTerms(FuzzyQuery query, int[] word, int segments, int segment, Dictionary<TermBytes, NearTerm> found) : ITermVisitor
{
    private CodePointAutomaton<EditRule, EditState> automaton = new(Rule(query, word));

    public bool Step(int place, byte value) => automaton.Step(place, value);

    public readonly bool Accepts(int length) => automaton.Accepts(length);

    public readonly void Take(ReadOnlySpan<byte> term, in TermState state)
    {
        ref readonly var end = ref automaton.StateAt(term.Length);
        Take(term, state, automaton.Rule.Edits(end), end.Length);
    }

    /// <summary>Measures each term, for a word that has more characters than a state has bits.</summary>
    public readonly void TakeLong(FieldTerms terms)
    {
        var distance = new EditDistance(word, query.MaxEdits, query.Transpositions);
        byte[] prefix = Encoding.UTF8.GetBytes(string.Concat(word.Take(query.PrefixLength).Select(c => new Rune(c).ToString())));
        var cursor = terms.Cursor();
        for (bool more = cursor.SeekCeiling(prefix); more && cursor.Term.StartsWith(prefix); more = cursor.Next())
        {
            int edits = distance.To(cursor.Term);
            if (edits <= query.MaxEdits)
            {
                Take(cursor.Term, cursor.State, edits, distance.Length);
            }
        }
    }

    private static EditRule Rule(FuzzyQuery query, int[] word) =>
        new(word.Length <= CharacterPlaces.MostPlaces ? word : [], query.MaxEdits, query.PrefixLength, query.Transpositions);

    private readonly void Take(ReadOnlySpan<byte> bytes, in TermState state, int edits, int length)
    {
        var term = new TermBytes(bytes);
        float weight = edits == 0 ? 1f : 1f - (edits / (float)Math.Min(length, word.Length));
        if (weight < 0)
        {
            return;
        }

        if (!found.TryGetValue(term, out var near))
        {
            found.Add(term, near = new NearTerm(term, weight, new TermState[segments]));
        }

        near.States[segment] = state;
    }
}
