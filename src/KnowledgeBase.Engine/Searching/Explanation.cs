using System.Globalization;
using KnowledgeBase.Engine.Format.Norms;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>Where a score comes from: a value, what it is of, and the values it was made of.</summary>
/// <param name="Value">The score, or a number that went into it.</param>
/// <param name="Description">What it is.</param>
/// <param name="Parts">What it was made of.</param>
public sealed record Explanation(float Value, string Description, IReadOnlyList<Explanation> Parts)
{
    /// <summary>One line for each value, parts set in under the whole.</summary>
    public override string ToString() => string.Join('\n', Lines(0));

    private IEnumerable<string> Lines(int depth) =>
        Parts.SelectMany(p => p.Lines(depth + 1)).Prepend(string.Create(CultureInfo.InvariantCulture, $"{new string(' ', depth * 2)}{Value:R} {Description}"));
}

/// <summary>Explains by scoring: each part of the query is bound and scored by itself on the one document, by the code that scores searches.</summary>
internal sealed class Explainer(SearchContext context, SnapshotSegment segment, int doc)
{
    /// <summary>Null when the query does not match the document.</summary>
    public Explanation? Of(Query query, float boost)
    {
        var weight = query.Bind(context, boost);
        if (weight.Scorer(segment) is not { } scorer || scorer.Advance(doc) != doc)
        {
            return null;
        }

        float value = scorer.Score();
        return query switch
        {
            BoostQuery boosted => new Explanation(value, $"boosted by {boosted.Boost.ToString(CultureInfo.InvariantCulture)}", Parts([boosted.Inner], boost * boosted.Boost)),
            BooleanQuery boolean => new Explanation(value, "sum of", Parts(boolean.Of(Occur.Must).Concat(boolean.Of(Occur.Should)), boost)),
            DisjunctionMaxQuery best => new Explanation(value, $"best of, the rest times {best.TieBreaker.ToString(CultureInfo.InvariantCulture)}", Parts(best.Parts, boost)),
            TermQuery term => new Explanation(value, $"{term.Field}:{term.Term}", Numbers(term, (TermWeight)weight, (TermScorer)scorer)),
            _ => new Explanation(value, query.ToString(), []),
        };
    }

    private List<Explanation> Parts(IEnumerable<Query> queries, float boost) => [.. queries.Select(q => Of(q, boost)).OfType<Explanation>()];

    private List<Explanation> Numbers(TermQuery term, TermWeight weight, TermScorer scorer)
    {
        var field = context.Field(term.Field);
        int length = scorer.Norms is { } norms ? LengthCode.Decode(norms.Codes[doc]) : 1;
        return
        [
            new Explanation(weight.Weight, $"weight: boost times idf {weight.Idf.ToString("R", CultureInfo.InvariantCulture)} ({weight.DocFreq} of {field.DocCount} documents)", []),
            new Explanation(scorer.Postings.Freq, "occurrences in the document", []),
            new Explanation(length, $"length of the field, of {(field.SumTotalTermFreq / (double)field.DocCount).ToString("F1", CultureInfo.InvariantCulture)} on average", []),
        ];
    }
}
