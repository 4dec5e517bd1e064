using KnowledgeBase.Engine.Format.Postings;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Search.Embedded;

namespace KnowledgeBase.Search.Matching;

/// <summary>
/// A word in all its forms and fields as one term: the frequencies of the fields are weighted and added before they are
/// saturated (BM25F, Robertson and Zaragoza 2004), and a place that holds several forms of the word counts once.
/// </summary>
internal sealed class WordMatcher : Matcher
{
    private readonly List<FieldPart> _parts = [];
    private readonly WordGroup _word;
    private readonly float[] _frequency = [];
    private readonly float[] _own = [];
    private readonly float[] _shared = [];
    private readonly float[] _other = [];
    private readonly float[] _exact = [];
    private readonly ulong[] _bits = [];

    public WordMatcher(SegmentReader segment, WordGroup word, double averageLength)
    {
        _word = word;
        foreach (var (name, boost) in IndexSchema.Scored)
        {
            if (segment.Terms(name) is not { } terms)
            {
                continue;
            }

            var part = new FieldPart(boost, name == IndexSchema.Body ? new BodyLengths(segment, averageLength) : null);
            foreach (var found in word.In(segment, name))
            {
                part.Cursors.Add((segment.Postings(terms.Field).Reset(found.State), found.Role));
            }

            if (part.Cursors.Count > 0)
            {
                _parts.Add(part);
            }
        }

        // Most translations stand in few segments.
        if (_parts.Count > 0)
        {
            var places = Window.PlacesIn(segment);
            (_frequency, _own, _shared, _other, _exact) = (new float[places], new float[places], new float[places], new float[places], new float[places]);
            _bits = new ulong[Window.Words];
        }
    }

    public override void Match(in Window window, Span<ulong> into)
    {
        into.Clear();
        Array.Clear(_frequency);
        foreach (var part in _parts)
        {
            Array.Clear(_bits);
            foreach (var (cursor, role) in part.Cursors)
            {
                Gather(cursor, role, window);
            }

            for (var place = Bits.Next(_bits, 0); place >= 0; place = Bits.Next(_bits, place + 1))
            {
                if (_word.IsAccented)
                {
                    var unmeant = (1 - Weights.Unaccented) * Math.Max(0, _own[place] - _exact[place]);
                    _own[place] -= unmeant;
                    _shared[place] = Math.Max(0, _shared[place] - unmeant);
                }

                var any = Math.Max(_own[place], _shared[place]) + _other[place];
                var frequency = (Weights.Inflected * any) + ((1 - Weights.Inflected) * _own[place]) + (Weights.Exact * _exact[place]);
                _frequency[place] += part.Boost * frequency / (part.Lengths?.Norm(window.Start + place) ?? 1);
                _own[place] = _shared[place] = _other[place] = _exact[place] = 0;
            }

            Bits.Or(into, _bits);
        }
    }

    public override float Score(int place) => _parts.Count == 0 ? 0 :
        (float)(_word.Idf * (Weights.Saturation + 1) * _frequency[place] / (_frequency[place] + Weights.Saturation));

    private void Gather(PostingsCursor cursor, TermRole role, in Window window)
    {
        var into = role switch { TermRole.Folded => _own, TermRole.Shared => _shared, TermRole.Other => _other, _ => _exact };
        for (var doc = cursor.Doc < window.Start ? cursor.Advance(window.Start) : cursor.Doc; doc < window.End; doc = cursor.Next())
        {
            into[doc - window.Start] += cursor.Freq;
            Bits.Set(_bits, doc - window.Start);
        }
    }

    private sealed record FieldPart(float Boost, BodyLengths? Lengths)
    {
        public List<(PostingsCursor Cursor, TermRole Role)> Cursors { get; } = [];
    }
}
