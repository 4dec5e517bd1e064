using KnowledgeBase.Engine.Format.Norms;
using KnowledgeBase.Engine.Format.Postings;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>A group of terms bound to a snapshot.</summary>
internal sealed class TermGroupWeight : Weight
{
    private readonly SearchScratch scratch;
    private readonly string field;
    private readonly (TermWeight Term, float Weight)[] terms;
    private readonly float weight;
    private readonly float[] cache;

    public TermGroupWeight(SearchContext context, string field, ValueList<WeightedTerm> group, float boost)
    {
        this.field = field;
        scratch = context.Scratch;
        terms = [.. group.Select(t => (new TermWeight(context, field, t.Term, 1f), t.Weight))];
        long docFreq = terms.Max(t => t.Term.DocFreq);
        cache = context.Cache(field);
        weight = docFreq == 0 ? 0 : boost * Bm25.Idf(docFreq, context.Field(field).DocCount);
    }

    public override bool HasSource => true;

    public override Scorer? Scorer(SnapshotSegment segment)
    {
        var present = terms.Where(t => t.Term.State(segment).DocFreq > 0).ToArray();
        PostingsCursor[] cursors = [.. present.Select(t => Cursor(segment, t.Term))];
        return present.Length == 0 ? null : new TermGroupScorer(cursors, [.. present.Select(t => t.Weight)], segment.Reader.Norms(field), weight, cache);
    }

    public override BlockSource? Source(SnapshotSegment segment)
    {
        int present = 0;
        int last = 0;
        for (int i = 0; i < terms.Length; i++)
        {
            bool isThere = terms[i].Term.State(segment).DocFreq > 0;
            present += isThere ? 1 : 0;
            last = isThere ? i : last;
        }

        var norms = segment.Reader.Norms(field);
        if (present <= 1 && terms[last].Weight == 1f)
        {
            // One term alone that counts in full is a group no more.
            return present == 0 ? null : scratch.TermSource().Begin(scratch.TermScorer().Begin(Cursor(segment, terms[last].Term), norms, cache, weight));
        }

        if (present == 0)
        {
            return null;
        }

        var source = scratch.GroupSource().Begin(norms, cache, weight);
        foreach (var (term, termWeight) in terms)
        {
            if (term.State(segment).DocFreq > 0)
            {
                source.Add(Cursor(segment, term), termWeight);
            }
        }

        return source;
    }

    public override bool Collect(SnapshotSegment segment, HitCollector collector)
    {
        if (Source(segment) is { } source)
        {
            var intersection = scratch.Intersection().Begin(segment.Reader.LiveDocs);
            intersection.Add(source, scores: true);
            intersection.Run(collector);
        }

        return true;
    }

    private PostingsCursor Cursor(SnapshotSegment segment, TermWeight term) =>
        scratch.Postings(segment.Reader, segment.Reader.Field(field)!).Reset(term.State(segment));
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
