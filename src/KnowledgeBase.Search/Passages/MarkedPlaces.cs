using KnowledgeBase.Engine.Format.Postings;
using KnowledgeBase.Engine.Format.Terms;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Search.Matching;

namespace KnowledgeBase.Search.Passages;

/// <summary>
/// Where the words that are marked stand on the pages of a segment's documents, as the index knows it: a text need be
/// looked at there only.
/// </summary>
internal sealed class MarkedPlaces
{
    private readonly List<TermState> _terms;
    private readonly PostingsCursor? _cursor;

    // The positions in the document at hand, one term after another, and where each term's end.
    private readonly List<int> _positions = [];
    private readonly List<int> _ends = [];
    private readonly List<int> _found = [];
    private int _doc = -1;

    /// <param name="segment">The segment.</param>
    /// <param name="words">The words, no patterns.</param>
    public MarkedPlaces(SegmentReader segment, IReadOnlyList<WordGroup> words)
    {
        // Wherever the word stands with its accents, the folded word stands as well.
        _terms = [.. words.SelectMany(w => w.In(segment, IndexSchema.Body).Where(f => f.Role != TermRole.Exact).Select(f => (w.Terms[f.Place].Term, f.State)))
            .DistinctBy(t => t.Term, StringComparer.Ordinal).Select(t => t.State)];
        _cursor = _terms.Count > 0 ? segment.Postings(segment.Field(IndexSchema.Body)!) : null;
    }

    /// <summary>The positions on one page, ascending, counted from its first word; good until the next page is asked for.</summary>
    public List<int> On(int doc, PageTable pages, int page)
    {
        if (doc != _doc)
        {
            Read(doc);
        }

        var (first, end) = (pages.Starts[page], page + 1 < pages.Starts.Count ? pages.Starts[page + 1] : int.MaxValue);
        _found.Clear();
        for (int term = 0, from = 0; term < _ends.Count; from = _ends[term++])
        {
            var at = _positions.BinarySearch(from, _ends[term] - from, first, null);
            for (at = at < 0 ? ~at : at; at < _ends[term] && _positions[at] < end; at++)
            {
                _found.Add(_positions[at] - first);
            }
        }

        _found.Sort();
        return _found;
    }

    private void Read(int doc)
    {
        _doc = doc;
        _positions.Clear();
        _ends.Clear();
        foreach (var term in _terms)
        {
            if (_cursor!.Reset(term, withPositions: true).Advance(doc) == doc)
            {
                _positions.AddRange(_cursor.Positions());
                _ends.Add(_positions.Count);
            }
        }
    }
}
