using KnowledgeBase.Engine.Format.Postings;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Search.Embedded;

namespace KnowledgeBase.Search.Matching;

/// <summary>
/// BM25 over the pieces of the words of a query. It either goes through all their documents, window by window, or scores
/// given ones; one matcher does one of the two, documents ascending.
/// </summary>
internal sealed class GramMatcher : Matcher
{
    private readonly List<(PostingsCursor Cursor, float Weight)> _cursors = [];
    private readonly BodyLengths _lengths;
    private readonly float _scale;
    private readonly float _least;
    private readonly float[] _score;
    private readonly float[] _held;

    public GramMatcher(SegmentReader segment, PlanGrams grams, double averageLength)
    {
        _score = new float[Window.PlacesIn(segment)];
        _held = new float[_score.Length];
        _lengths = new BodyLengths(segment, averageLength);
        _scale = (float)grams.Grams.Scale;
        _least = (float)(grams.LeastShare * grams.Grams.Terms.Sum(t => t.Weight));
        foreach (var (field, term, weight) in grams.Grams.Terms)
        {
            // Single characters are everywhere: they add to a score, but nothing is found by them.
            if ((grams.LeastShare == 0 || field == IndexSchema.Grams) && SegmentTerms.TryFind(segment, field, term, out var state))
            {
                _cursors.Add((segment.Postings(segment.Field(field)!).Reset(state), (float)weight));
            }
        }
    }

    public override void Match(in Window window, Span<ulong> into)
    {
        into.Clear();
        Array.Clear(_score);
        Array.Clear(_held);
        foreach (var (cursor, weight) in _cursors)
        {
            for (var doc = cursor.Doc < window.Start ? cursor.Advance(window.Start) : cursor.Doc; doc < window.End; doc = cursor.Next())
            {
                var place = doc - window.Start;
                _score[place] += Saturated(weight, cursor.Freq, _lengths.Norm(doc));
                _held[place] += weight;
                if (_held[place] >= _least)
                {
                    Bits.Set(into, place);
                }
            }
        }
    }

    public override float Score(int place) => _scale * _score[place];

    /// <summary>The score of one document, which comes after those asked for before.</summary>
    public float ScoreOf(int doc)
    {
        var norm = _lengths.Norm(doc);
        float score = 0;
        foreach (var (cursor, weight) in _cursors)
        {
            score += (cursor.Doc < doc ? cursor.Advance(doc) : cursor.Doc) == doc ? Saturated(weight, cursor.Freq, norm) : 0;
        }

        return _scale * _lengths.GramPart(doc) * score;
    }

    private static float Saturated(float weight, int frequency, float norm) =>
        weight * (Weights.Saturation + 1) * frequency / (frequency + (Weights.Saturation * norm));
}
