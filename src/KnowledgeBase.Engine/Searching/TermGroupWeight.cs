using KnowledgeBase.Engine.Format.Norms;
using KnowledgeBase.Engine.Format.Postings;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>A group of terms bound to a snapshot.</summary>
internal sealed class TermGroupWeight : Weight
{
    private readonly string field;
    private readonly (TermWeight Term, float Weight)[] terms;
    private readonly float weight;
    private readonly float[] cache;

    public TermGroupWeight(SearchContext context, string field, ValueList<WeightedTerm> group, float boost)
    {
        this.field = field;
        terms = [.. group.Select(t => (new TermWeight(context, field, t.Term, 1f), t.Weight))];
        long docFreq = terms.Max(t => t.Term.DocFreq);
        cache = context.Cache(field);
        weight = docFreq == 0 ? 0 : boost * Bm25.Idf(docFreq, context.Field(field).DocCount);
    }

    public override bool HasSource => true;

    public override Scorer? Scorer(SnapshotSegment segment) =>
        Present(segment, out var cursors, out float[] weights) ? new TermGroupScorer(cursors, weights, segment.Reader.Norms(field), weight, cache) : null;

    public override BlockSource? Source(SnapshotSegment segment) =>
        Present(segment, out var cursors, out float[] weights) ? new GroupSource(cursors, weights, segment.Reader.Norms(field), cache, weight) : null;

    public override bool Collect(SnapshotSegment segment, HitCollector collector)
    {
        if (Source(segment) is { } source)
        {
            new Intersection([source], [source], [], segment.Reader.LiveDocs).Run(collector);
        }

        return true;
    }

    private bool Present(SnapshotSegment segment, out PostingsCursor[] cursors, out float[] weights)
    {
        var reader = segment.Reader;
        var present = terms.Where(t => t.Term.State(segment).DocFreq > 0).ToArray();
        cursors = [.. present.Select(t => reader.Postings(reader.Field(field)!).Reset(t.Term.State(segment)))];
        weights = [.. present.Select(t => t.Weight)];
        return present.Length > 0;
    }
}

internal sealed class TermGroupScorer(PostingsCursor[] terms, float[] weights, FieldNorms? norms, float weight, float[] cache) : Scorer
{
    public override long Cost { get; } = terms.Sum(t => (long)t.DocFreq);

    public override int Next() => Advance(Doc + 1);

    public override int Advance(int target)
    {
        int least = End;
        foreach (var term in terms)
        {
            least = Math.Min(least, term.Doc < target ? term.Advance(target) : term.Doc);
        }

        return Doc = least;
    }

    public override float Score()
    {
        float freq = 0;
        for (int i = 0; i < terms.Length; i++)
        {
            if (terms[i].Doc == Doc)
            {
                freq += weights[i] * terms[i].Freq;
            }
        }

        return Bm25.Score(weight, freq, cache[norms is null ? 1 : norms.Codes[Doc]]);
    }

    public override float MaxScore(int upTo) => weight;
}
