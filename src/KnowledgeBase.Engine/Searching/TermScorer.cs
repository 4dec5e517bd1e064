using System.Runtime.CompilerServices;
using KnowledgeBase.Engine.Format.Norms;
using KnowledgeBase.Engine.Format.Postings;

namespace KnowledgeBase.Engine.Searching;

/// <summary>Scores the documents of one term.</summary>
internal sealed class TermScorer : Scorer
{
    private readonly float[] levelBounds = new float[10];
    private readonly int[] levelEnds = new int[10];
    private PostingsCursor postings = null!;
    private FieldNorms? norms;
    private float[] cache = [];
    private float weight;

    /// <param name="cursor">Standing before the term's first document.</param>
    /// <param name="fieldNorms">The field's norms.</param>
    /// <param name="lengths">The length part of the score, by length code.</param>
    /// <param name="termWeight">Boost times idf.</param>
    public TermScorer Begin(PostingsCursor cursor, FieldNorms? fieldNorms, float[] lengths, float termWeight)
    {
        Doc = -1;
        postings = cursor;
        norms = fieldNorms;
        cache = lengths;
        weight = termWeight;
        Array.Fill(levelEnds, -1);
        return this;
    }

    public PostingsCursor Postings => postings;

    public float Weight => weight;

    public float[] Cache => cache;

    public FieldNorms? Norms => norms;

    public override long Cost => postings.DocFreq;

    public override int Next() => Doc = postings.Next();

    public override int Advance(int target) => Doc = postings.Advance(target);

    public override float Score() => ScoreOf(postings.Doc, postings.Freq);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float ScoreOf(int doc, int freq) => Bm25.Score(weight, freq, cache[norms is null ? 1 : norms.Codes[doc]]);

    public override int AdvanceShallow(int target)
    {
        if (postings.DocFreq <= 128)
        {
            return End;
        }

        postings.AdvanceShallow(target);
        return postings.ImpactLevels == 0 ? End : postings.ShallowEnd(0);
    }

    public override float MaxScore(int upTo)
    {
        int levels = postings.ImpactLevels;
        for (int level = 0; level < levels; level++)
        {
            int end = postings.ShallowEnd(level);
            if (end >= upTo)
            {
                if (levelEnds[level] != end)
                {
                    levelBounds[level] = Bound(level);
                    levelEnds[level] = end;
                }

                return levelBounds[level];
            }
        }

        return Highest;
    }

    /// <summary>A bound for the whole term: as if it stood without end in the shortest field.</summary>
    public float Highest => Bm25.Score(weight, int.MaxValue, cache[1]);

    private float Bound(int level)
    {
        var impacts = new ImpactCode(postings.Impacts(level), postings.FileName);
        float bound = 0;
        while (impacts.Next())
        {
            bound = Math.Max(bound, Bm25.Score(weight, impacts.Freq, cache[norms is null ? 1 : (byte)impacts.Norm]));
        }

        return bound;
    }
}
