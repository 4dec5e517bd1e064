using KnowledgeBase.Engine.Format.Norms;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>A phrase or near query bound to a snapshot: scored as a term whose frequency is that of its matches, its idf the sum of the parts'.</summary>
internal sealed class PositionsWeight : Weight
{
    private readonly SearchScratch scratch;
    private readonly string field;
    private readonly bool exact;
    private readonly TermWeight[][] parts;
    private readonly int[] offsets;
    private readonly Func<PositionSource[], int[], PositionMatcher> matcher;
    private readonly float weight;
    private readonly float[] cache;

    /// <param name="context">The snapshot.</param>
    /// <param name="field">The field.</param>
    /// <param name="parts">The places with their terms.</param>
    /// <param name="boost">Product of all boosts.</param>
    /// <param name="exact">Whether the terms stand at exactly their places.</param>
    /// <param name="matcher">Makes what finds the matches in a document.</param>
    public PositionsWeight(SearchContext context, string field, ValueList<PhrasePart> parts, float boost, bool exact, Func<PositionSource[], int[], PositionMatcher> matcher)
    {
        scratch = context.Scratch;
        this.exact = exact;
        this.field = field;
        this.matcher = matcher;
        this.parts = [.. parts.Select(p => p.Terms.Select(t => new TermWeight(context, field, t.Term, 1f)).ToArray())];
        offsets = [.. parts.Select(p => p.Position)];
        cache = context.Cache(field);
        double idf = 0;
        foreach (var part in this.parts)
        {
            long docFreq = part.Max(t => t.DocFreq);
            idf += docFreq == 0 ? 0 : Bm25.Idf(docFreq, context.Field(field).DocCount);
        }

        weight = boost * (float)idf;
    }

    public override bool Collect(SnapshotSegment segment, HitCollector collector)
    {
        var reader = segment.Reader;
        if (reader.Field(field) is not { HasPositions: true } || Array.Exists(parts, static p => p.Length != 1))
        {
            return false;
        }

        foreach (var part in parts)
        {
            if (part[0].State(segment).DocFreq == 0)
            {
                return true;
            }
        }

        if (exact)
        {
            CollectExact(segment, collector);
            return true;
        }

        TermSource[] sources = [.. parts.Select(p => scratch.TermSource().Begin(p[0].TermScorer(segment, withPositions: true)!))];
        var inDocument = matcher([.. sources.Select(s => new TermPositions(s.Postings))], offsets);
        var intersection = scratch.Intersection().Begin(reader.LiveDocs, new MatcherCheck(inDocument, reader.Norms(field), cache, weight));
        foreach (var source in sources)
        {
            intersection.Add(source, scores: false);
        }

        intersection.Run(collector);
        return true;
    }

    private void CollectExact(SnapshotSegment segment, HitCollector collector)
    {
        var check = scratch.ExactPhrase().Begin(offsets, segment.Reader.Norms(field), cache, weight);
        var intersection = scratch.Intersection().Begin(segment.Reader.LiveDocs, check);
        foreach (var part in parts)
        {
            var source = scratch.TermSource().Begin(part[0].TermScorer(segment, withPositions: true)!);
            check.Add(source);
            intersection.Add(source, scores: false);
        }

        intersection.Run(collector);
    }

    public override Scorer? Scorer(SnapshotSegment segment)
    {
        var reader = segment.Reader;
        if (reader.Field(field) is not { } info || reader.Terms(field) is null)
        {
            return null;
        }

        if (!info.HasPositions)
        {
            throw new ArgumentException($"Field '{field}' was indexed without positions: phrases cannot be searched in it.");
        }

        var sources = new PositionSource[parts.Length];
        for (int i = 0; i < sources.Length; i++)
        {
            var cursors = parts[i].Where(t => t.State(segment).DocFreq > 0).Select(t => scratch.Postings(reader, info).Reset(t.State(segment), withPositions: true)).ToArray();
            if (cursors.Length == 0)
            {
                return null;
            }

            sources[i] = cursors.Length == 1 ? new TermPositions(cursors[0]) : new GroupPositions(cursors);
        }

        return new PositionsScorer(sources, matcher(sources, offsets), reader.Norms(field), weight, cache, scratch);
    }
}

/// <summary>Finds the matches within one document.</summary>
internal abstract class PositionMatcher
{
    /// <summary>The frequency of matches in the document all sources stand on; 0 when there is none.</summary>
    public abstract float Freq();
}

internal sealed class PositionsScorer : Scorer
{
    private readonly PositionSource[] byCost;
    private readonly PositionMatcher matcher;
    private readonly FieldNorms? norms;
    private readonly float weight;
    private readonly float[] cache;
    private readonly SearchScratch scratch;
    private float freq;

    public PositionsScorer(PositionSource[] sources, PositionMatcher matcher, FieldNorms? norms, float weight, float[] cache, SearchScratch scratch)
    {
        this.scratch = scratch;
        byCost = [.. sources.OrderBy(s => s.Cost)];
        this.matcher = matcher;
        this.norms = norms;
        this.weight = weight;
        this.cache = cache;
    }

    public override long Cost => byCost[0].Cost;

    public override int Next() => Advance(Doc + 1);

    public override int Advance(int target)
    {
        while (true)
        {
            scratch.Step();
            int doc = byCost[0].Advance(target);
            for (int i = 1; i < byCost.Length && doc != End; i++)
            {
                int other = byCost[i].Doc;
                if (other < doc)
                {
                    other = byCost[i].Advance(doc);
                }

                if (other != doc)
                {
                    doc = other == End ? End : byCost[0].Advance(other);
                    i = 0;
                }
            }

            if (doc == End || (freq = matcher.Freq()) > 0)
            {
                return Doc = doc;
            }

            target = doc + 1;
        }
    }

    public override float Score() => Bm25.Score(weight, freq, cache[norms is null ? 1 : norms.Codes[Doc]]);
}
