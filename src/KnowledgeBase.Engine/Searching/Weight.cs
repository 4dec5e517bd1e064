using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>A query bound to the statistics of a snapshot.</summary>
internal abstract class Weight
{
    /// <summary>A scorer for one segment, or null when nothing in it matches.</summary>
    public abstract Scorer? Scorer(SnapshotSegment segment);

    /// <summary>The number of live hits in a segment when that is known without walking them, else -1.</summary>
    public virtual long Count(SnapshotSegment segment) => -1;

    /// <summary>Collects a whole segment in a way of its own; false when there is none.</summary>
    public virtual bool Collect(SnapshotSegment segment, HitCollector collector) => false;

    /// <summary>Whether <see cref="Source"/> may be asked.</summary>
    public virtual bool HasSource => false;

    /// <summary>The documents of one segment block by block, or null when there are none.</summary>
    public virtual BlockSource? Source(SnapshotSegment segment) => throw new NotSupportedException();

    /// <summary>Whether <see cref="Scorer"/> gives null, a <see cref="BitsScorer"/> or an <see cref="AllScorer"/>.</summary>
    public virtual bool HasBits => false;
}

/// <summary>What weights need to know of the snapshot, gathered once a search.</summary>
internal sealed class SearchContext(IndexSnapshot snapshot, FieldScoring fields, SearchScratch scratch)
{
    public SearchContext(IndexSnapshot snapshot, Bm25 similarity)
        : this(snapshot, new FieldScoring(snapshot, similarity), new SearchScratch())
    {
    }

    public IndexSnapshot Snapshot => snapshot;

    public SearchScratch Scratch => scratch;

    public FieldStatistics Field(string field) => fields.Of(field).Statistics;

    /// <summary>The length part of the score, by length code.</summary>
    public float[] Cache(string field) => fields.Of(field).Cache;
}

internal sealed class MatchAllWeight(float score) : Weight
{
    public override bool HasBits => true;

    public override Scorer? Scorer(SnapshotSegment segment) => new AllScorer(segment.Reader.MaxDoc, score);

    public override long Count(SnapshotSegment segment) => segment.Reader.LiveCount;
}

internal sealed class MatchNoneWeight : Weight
{
    public override Scorer? Scorer(SnapshotSegment segment) => null;

    public override long Count(SnapshotSegment segment) => 0;
}

internal sealed class ConstantWeight(Weight inner, float score) : Weight
{
    public override Scorer? Scorer(SnapshotSegment segment) => inner.Scorer(segment) is { } scorer ? new ConstantScorer(scorer, score) : null;

    public override long Count(SnapshotSegment segment) => inner.Count(segment);
}

internal sealed class PointRangeWeight(PointRangeQuery query, float score, SearchScratch scratch) : Weight
{
    public override bool HasBits => true;

    public override bool Collect(SnapshotSegment segment, HitCollector collector)
    {
        if (Scorer(segment) is BitsScorer set)
        {
            BitsCollection.Run(set.Words, score, segment.Reader.LiveDocs, collector);
            return true;
        }

        return false;
    }

    public override Scorer? Scorer(SnapshotSegment segment)
    {
        var points = segment.Reader.Points(query.Field);
        if (points is null || query.Max < points.Min || query.Min > points.Max || query.Min > query.Max)
        {
            return null;
        }

        int maxDoc = segment.Reader.MaxDoc;
        if (points.DocCount == maxDoc && points.Min >= query.Min && points.Max <= query.Max)
        {
            return new AllScorer(maxDoc, score);
        }

        ulong[] bits = scratch.Bits(maxDoc);
        long count = points.Mark(query.Min, query.Max, bits);
        return count == 0 ? null : new BitsScorer(bits, maxDoc, count, score);
    }
}
