using KnowledgeBase.Engine.Format.Postings;
using KnowledgeBase.Engine.Format.Terms;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>A term with its statistics and its places in all segments.</summary>
internal sealed class TermWeight : Weight
{
    private readonly SearchScratch scratch;
    private readonly TermState[] states;
    private readonly float[] cache;

    /// <param name="context">The snapshot.</param>
    /// <param name="field">The field.</param>
    /// <param name="term">The term.</param>
    /// <param name="boost">Product of all boosts.</param>
    public TermWeight(SearchContext context, string field, TermBytes term, float boost)
        : this(context, field, Find(context, field, term), boost, null)
    {
    }

    /// <param name="context">The snapshot.</param>
    /// <param name="field">The field.</param>
    /// <param name="states">Where the term is in each segment.</param>
    /// <param name="boost">Product of all boosts.</param>
    /// <param name="docFreq">The document frequency to score with; null for the term's own.</param>
    public TermWeight(SearchContext context, string field, TermState[] states, float boost, long? docFreq)
    {
        Field = field;
        scratch = context.Scratch;
        this.states = states;
        foreach (ref readonly var state in states.AsSpan())
        {
            DocFreq += state.DocFreq;
        }

        cache = context.Cache(field);
        Idf = DocFreq == 0 ? 0 : Bm25.Idf(docFreq ?? DocFreq, context.Field(field).DocCount);
        Weight = boost * Idf;
    }

    public string Field { get; }

    public long DocFreq { get; }

    public float Idf { get; }

    public float Weight { get; }

    public ref readonly TermState State(SnapshotSegment segment) => ref states[segment.Ordinal];

    public override Scorer? Scorer(SnapshotSegment segment) => TermScorer(segment);

    public TermScorer? TermScorer(SnapshotSegment segment, bool withPositions = false)
    {
        ref readonly var state = ref states[segment.Ordinal];
        if (state.DocFreq == 0)
        {
            return null;
        }

        var reader = segment.Reader;
        return scratch.TermScorer().Begin(scratch.Postings(reader, reader.Field(Field)!).Reset(state, withPositions), reader.Norms(Field), cache, Weight);
    }

    public override bool HasSource => true;

    public override BlockSource? Source(SnapshotSegment segment) => TermScorer(segment) is { } scorer ? scratch.TermSource().Begin(scorer) : null;

    public override long Count(SnapshotSegment segment) => segment.Reader.LiveDocs is null ? states[segment.Ordinal].DocFreq : -1;

    public override bool Collect(SnapshotSegment segment, HitCollector collector)
    {
        var scorer = TermScorer(segment);
        if (scorer is not null)
        {
            TermCollection.Run(scorer, segment, collector, segment.Reader.LiveDocs is null ? states[segment.Ordinal].DocFreq : -1);
        }

        return true;
    }

    private static TermState[] Find(SearchContext context, string field, TermBytes term)
    {
        var segments = context.Snapshot.Segments;
        var states = new TermState[segments.Count];
        for (int i = 0; i < states.Length; i++)
        {
            segments[i].Reader.Terms(field)?.TryFind(term.Span, out states[i]);
        }

        return states;
    }
}
