using KnowledgeBase.Engine.Format.Postings;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Search.Embedded;

namespace KnowledgeBase.Search.Matching;

/// <summary>Words at given distances from each other, at most so many moves apart. Positions are read only where all words stand.</summary>
internal sealed class PhraseMatcher : Matcher
{
    private readonly List<PhraseWord[]> _fields = [];
    private readonly int[] _offsets;
    private readonly int _slop;
    private readonly double _idf;
    private readonly float[] _frequency = [];

    public PhraseMatcher(SegmentReader segment, PlanPhrase phrase)
    {
        _offsets = [.. phrase.Words.Select(w => w.Offset)];
        _slop = phrase.Slop;
        _idf = phrase.Words.Sum(w => w.Word.Idf);
        foreach (var name in phrase.Fields)
        {
            if (segment.Terms(name) is not { } terms)
            {
                continue;
            }

            var words = new List<PhraseWord>();
            foreach (var (word, _) in phrase.Words)
            {
                var cursors = new List<PostingsCursor>();
                foreach (var found in word.In(segment, name).Where(f => f.Role != TermRole.Exact))
                {
                    cursors.Add(segment.Postings(terms.Field).Reset(found.State, withPositions: true));
                }

                if (cursors.Count > 0)
                {
                    words.Add(new PhraseWord([.. cursors]));
                }
            }

            if (words.Count == phrase.Words.Count)
            {
                _fields.Add([.. words]);
            }
        }

        if (_fields.Count > 0)
        {
            _frequency = new float[Window.PlacesIn(segment)];
        }
    }

    public override void Match(in Window window, Span<ulong> into)
    {
        into.Clear();
        Array.Clear(_frequency);
        foreach (var cursors in _fields)
        {
            for (var doc = Together(cursors, window.Start); doc < window.End; doc = Together(cursors, doc + 1))
            {
                var positions = new int[cursors.Length][];
                for (var i = 0; i < cursors.Length; i++)
                {
                    positions[i] = cursors[i].Positions();
                }

                var count = Count(positions);
                if (count > 0)
                {
                    _frequency[doc - window.Start] += count;
                    Bits.Set(into, doc - window.Start);
                }
            }
        }
    }

    public override float Score(int place) => _fields.Count == 0 ? 0 :
        (float)(_idf * (Weights.Saturation + 1) * _frequency[place] / (_frequency[place] + Weights.Saturation));

    /// <summary>The first document at or after the target that holds all words.</summary>
    private static int Together(PhraseWord[] cursors, int target)
    {
        while (true)
        {
            var highest = target;
            foreach (var cursor in cursors)
            {
                highest = Math.Max(highest, cursor.Doc < highest ? cursor.Advance(highest) : cursor.Doc);
            }

            if (highest == PostingsCursor.End || Array.TrueForAll(cursors, c => c.Doc == highest))
            {
                return highest;
            }

            target = highest;
        }
    }

    /// <summary>How often the words stand together: the smallest range over the lists, each less its word's offset.</summary>
    private int Count(int[][] positions)
    {
        var at = new int[positions.Length];
        var count = 0;
        while (true)
        {
            int low = 0, lowest = int.MaxValue, highest = int.MinValue;
            for (var i = 0; i < positions.Length; i++)
            {
                var position = positions[i][at[i]] - _offsets[i];
                if (position < lowest)
                {
                    (lowest, low) = (position, i);
                }

                highest = Math.Max(highest, position);
            }

            count += highest - lowest <= _slop ? 1 : 0;
            if (++at[low] >= positions[low].Length)
            {
                return count;
            }
        }
    }
}
