using System.Text;
using KnowledgeBase.Engine.Format.Terms;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Storage;

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
        if (best.Count == 0)
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

    private IReadOnlyList<NearTerm> Candidates(IndexSnapshot snapshot, int[] wanted)
    {
        bool fits = wanted.Length <= CharacterClasses.MostPlaces;
        var rule = new EditRule(fits ? wanted : [], MaxEdits, PrefixLength, Transpositions);
        var automaton = Spare<CodePointAutomaton<EditRule, EditState>>.Take();
        if (automaton is null)
        {
            automaton = new(rule);
        }
        else
        {
            automaton.Begin(rule);
        }

        var best = new BestNearTerms(MaxTerms, snapshot.Segments.Count);
        foreach (var segment in snapshot.Segments)
        {
            if (segment.Reader.Terms(Field) is not { } terms)
            {
                continue;
            }

            var near = new NearTerms(automaton, wanted.Length, segment.Ordinal, best);
            if (fits)
            {
                TermsWalk.Run(terms, ref near);
            }
            else
            {
                near.TakeLong(terms, new EditDistance(wanted, MaxEdits, Transpositions), wanted.AsSpan(0, Math.Min(PrefixLength, wanted.Length)), MaxEdits);
            }
        }

        Spare<CodePointAutomaton<EditRule, EditState>>.Give(automaton);
        return best.Terms;
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
