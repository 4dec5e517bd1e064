using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Search.Matching;
using KnowledgeBase.Search.Passages;

namespace KnowledgeBase.Search.Embedded;

/// <summary>Explains hits by scoring the parts of the query on one document each, by the code that scores searches.</summary>
internal sealed class HitExplainer(IndexView view, QueryPlan plan, GramGroup? grams, RecordSignals? signals)
{
    private static readonly (string Name, DocumentPart Part)[] Fields =
        [(IndexSchema.Title, DocumentPart.Title), (IndexSchema.Record, DocumentPart.Record), (IndexSchema.Headings, DocumentPart.Heading), (IndexSchema.Body, DocumentPart.Text)];

    private readonly ulong[] _bits = new ulong[Window.Words];

    public HitExplanation Explain(SegmentReader segment, int doc, HitRecord record, double score, IReadOnlyList<PageScore> pages)
    {
        var factory = new MatcherFactory(segment, view);
        var words = plan.Plain.OfType<PlanWord>().Select(w => Explain(segment, factory, w, doc)).ToList();
        var operators = plan.Required.Concat(plan.Plain.OfType<PlanPhrase>()).Sum(n => Score(factory.Of(n), doc) ?? 0);
        var pieces = grams is null ? 0 : Weights.OfGrams(plan.Language) * new GramMatcher(segment, new PlanGrams(grams, 0), view.AverageLength).ScoreOf(doc);
        var byText = score / (signals?.Factor(record) ?? 1);
        return new HitExplanation(words, operators, pieces, Math.Max(0, byText - words.Sum(w => w.Score) - operators - pieces), record.HasPages && pages.Count > 0 ? pages[0].Number : null, score - byText);
    }

    private WordReason Explain(SegmentReader segment, MatcherFactory factory, PlanWord word, int doc)
    {
        var (best, held, by, words) = (Score(factory.Of(word with { Translations = [] }), doc) ?? 0, WordHeld.Missing, (TranslationHeld?)null, (IReadOnlyList<WordGroup>)[word.Word]);
        if (best > 0)
        {
            held = word.Word.IsPattern || Score(factory.Of(new PlanWord(WordGroup.Plain(word.Word.Folded))), doc) is not null ? WordHeld.AsTyped : WordHeld.Inflected;
        }

        foreach (var translation in word.Translations)
        {
            if (translation.Weight * Score(factory.Of(translation.Node), doc) is { } score && score > best)
            {
                var sense = translation.Senses.FirstOrDefault(s => s.Groups.TrueForAll(g => Array.Exists(Fields, f => Holds(segment, f.Name, g.Word, doc)))) ?? translation.Senses[0];
                (best, held, by, words) = (score, WordHeld.Translated, new TranslationHeld(sense.Text, translation.Language), [.. sense.Groups.Select(g => g.Word)]);
            }
        }

        IReadOnlyList<DocumentPart> parts = held == WordHeld.Missing ? [] : [.. Fields.Where(f => words.All(w => Holds(segment, f.Name, w, doc))).Select(f => f.Part)];
        return new WordReason(word.Word.Typed, held, by, parts, best);
    }

    /// <summary>Null when the document does not match.</summary>
    private double? Score(Matcher matcher, int doc)
    {
        matcher.Match(new Window(doc, doc + 1), _bits);
        return Bits.Has(_bits, 0) ? matcher.Score(0) : null;
    }

    private static bool Holds(SegmentReader segment, string field, WordGroup word, int doc) => word.Terms.Any(t =>
        SegmentTerms.TryFind(segment, field, t.Term, out var state) && segment.Postings(segment.Field(field)!).Reset(state).Advance(doc) == doc);
}
