using System.Globalization;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Search.Embedded;

namespace KnowledgeBase.Search.Matching;

/// <summary>Makes the matchers of a plan for one segment.</summary>
internal sealed class MatcherFactory(SegmentReader segment, IndexView view)
{
    public Matcher[] Of(IEnumerable<PlanNode> nodes) => [.. nodes.Select(Of)];

    public Matcher Of(PlanNode node) => node switch
    {
        PlanWord { Translations: { Count: > 0 } translations } translated => new TranslatedMatcher(
            new WordMatcher(segment, translated.Word, view.AverageLength), translated.Word.IsLight, [.. translations.Select(t => (Of(t.Node), (float)t.Weight))]),
        PlanWord word => new WordMatcher(segment, word.Word, view.AverageLength),
        PlanGrams grams => new GramMatcher(segment, grams, view.AverageLength),
        PlanPhrase phrase => new PhraseMatcher(segment, phrase),
        PlanKeywords keywords => new KeywordMatcher(segment, keywords),
        PlanYears years => new YearMatcher(segment, years),
        PlanEverything => new LiveMatcher(segment),
        PlanAny any => new AnyMatcher(Of(any.Options)),
        PlanAll all => new AllMatcher(Of(all.Required), Of(all.Excluded)),
        _ => throw new InvalidOperationException($"A plan node of an unknown kind: {node.GetType().Name}."),
    };

    /// <summary>Live documents that the reader may see.</summary>
    public Matcher Visible(Reader reader)
    {
        var live = new LiveMatcher(segment);
        var seen = Enumerable.Range(0, (int)reader.Sees + 1).Select(v => v.ToString(CultureInfo.InvariantCulture)).ToArray();
        return reader.Sees >= Visibility.Draft
            ? live
            : new AllMatcher([live, new KeywordMatcher(segment, new PlanKeywords(IndexSchema.Visibility, seen))], []);
    }

    /// <summary>Documents that pass the chosen facet values: any of each facet, all of the facets.</summary>
    public Matcher Filters(IReadOnlyDictionary<string, IReadOnlyList<string>> filters) =>
        new AllMatcher([.. filters.Where(f => f.Value.Count > 0).Select(f => f.Key == Facets.Year
            ? new AnyMatcher(Of(f.Value.Select(Years)))
            : Of(new PlanKeywords(IndexSchema.Keyword(f.Key), [.. f.Value.Select(IndexSchema.Fold)])))], []);

    private static PlanNode Years(string value) =>
        Querying.QueryParser.Parse("year:" + value).Root.Clauses is [{ Node: Querying.YearNode years }]
            ? new PlanYears(years.From ?? int.MinValue, years.To ?? int.MaxValue)
            : new PlanYears(1, 0);
}
