using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Search.Matching;
using KnowledgeBase.Search.Passages;

namespace KnowledgeBase.Search.Embedded;

/// <summary>Explains hits by scoring the parts of the query on one document each, by the code that scores searches.</summary>
internal sealed class HitExplainer(IndexView view, QueryPlan plan, GramGroup? grams, RecordSignals? signals)
{
    private static readonly (string Field, string Name)[] Fields = [(IndexSchema.Title, "title"), (IndexSchema.Record, "record"), (IndexSchema.Body, "text")];

    private readonly ulong[] _bits = new ulong[Window.Words];

    public HitExplanation Explain(SegmentReader segment, int doc, HitRecord record, double score, IReadOnlyList<PageScore> pages)
    {
        var factory = new MatcherFactory(segment, view);
        var words = plan.Plain.OfType<PlanWord>().Select(w => Explain(segment, factory, w, doc)).ToList();
        var operators = plan.Required.Sum(n => Score(factory.Of(n), doc) ?? 0);
        var pieces = grams is null ? 0 : Weights.OfGrams(plan.Language) * new GramMatcher(segment, new PlanGrams(grams, 0), view.AverageLength).ScoreOf(doc);
        var byText = score / (signals?.Factor(record) ?? 1);
        return new HitExplanation(words, operators, pieces, Math.Max(0, byText - words.Sum(w => w.Score) - operators - pieces), pages.Count > 0 ? pages[0].Number : null, score - byText);
    }

    private WordReason Explain(SegmentReader segment, MatcherFactory factory, PlanWord word, int doc)
    {
        var (best, held, term, node) = (Score(factory.Of(word with { Translations = [] }), doc) ?? 0, WordHeld.Missing, "", (PlanNode)word);
        if (best > 0)
        {
            held = word.Word.IsPattern || Score(factory.Of(new PlanWord(WordGroup.Plain(word.Word.Folded))), doc) is not null ? WordHeld.AsTyped : WordHeld.Inflected;
        }

        foreach (var translation in word.Translations)
        {
            if (translation.Weight * Score(factory.Of(translation.Node), doc) is { } score && score > best)
            {
                (best, held, node) = (score, WordHeld.Translated, translation.Node);
                term = string.Join(' ', Words(translation.Node).Select(w => w.Folded));
            }
        }

        IReadOnlyList<string> fields = held == WordHeld.Missing ? []
            : [.. Fields.Where(f => Words(node).All(w => Holds(segment, f.Field, w, doc))).Select(f => f.Name)];
        return new WordReason(word.Word.Typed, held, term, fields, best);
    }

    /// <summary>The words of a node that a translation may be.</summary>
    private static IEnumerable<WordGroup> Words(PlanNode node) => node switch
    {
        PlanWord word => [word.Word],
        PlanPhrase phrase => phrase.Words.Select(w => w.Word),
        PlanAll all => all.Required.SelectMany(Words),
        _ => [],
    };

    /// <summary>Null when the document does not match.</summary>
    private double? Score(Matcher matcher, int doc)
    {
        matcher.Match(new Window(doc, doc + 1), _bits);
        return Bits.Has(_bits, 0) ? matcher.Score(0) : null;
    }

    private static bool Holds(SegmentReader segment, string field, WordGroup word, int doc) => word.Terms.Any(t =>
        SegmentTerms.TryFind(segment, field, t.Term, out var state) && segment.Postings(segment.Field(field)!).Reset(state).Advance(doc) == doc);
}
