using KnowledgeBase.Engine.Format.Postings;
using KnowledgeBase.Engine.Format.Terms;
using KnowledgeBase.Engine.Searching;

namespace KnowledgeBase.Engine.Reading;

/// <summary>A term of the whole snapshot with its joined statistics (deleted documents not yet merged away are counted).</summary>
public readonly record struct TermStatistics(TermBytes Term, long DocFreq, long TotalTermFreq);

/// <summary>The terms of one field over all segments: for spelling, suggestions, and finding words in a given document.</summary>
public sealed class SnapshotTerms(IndexSnapshot snapshot, string field)
{
    public string Field => @field;

    /// <summary>Statistics of one term; zeros when no document has it.</summary>
    public TermStatistics Find(TermBytes term)
    {
        long docs = 0;
        long occurrences = 0;
        foreach (var segment in snapshot.Segments)
        {
            if (segment.Reader.Terms(field) is { } terms && terms.TryFind(term.Span, out var state))
            {
                docs += state.DocFreq;
                occurrences += state.TotalTermFreq;
            }
        }

        return new TermStatistics(term, docs, occurrences);
    }

    /// <summary>The terms in byte order, from the first that is not below <paramref name="from"/>.</summary>
    public IEnumerable<TermStatistics> From(TermBytes from)
    {
        var cursors = new List<TermsCursor>();
        foreach (var segment in snapshot.Segments)
        {
            if (segment.Reader.Terms(field) is { } terms)
            {
                var cursor = terms.Cursor();
                if (cursor.SeekCeiling(from.Span))
                {
                    cursors.Add(cursor);
                }
            }
        }

        while (cursors.Count > 0)
        {
            var least = new TermBytes(cursors[0].Term);
            foreach (var cursor in cursors.Skip(1))
            {
                if (cursor.Term.SequenceCompareTo(least.Span) < 0)
                {
                    least = new TermBytes(cursor.Term);
                }
            }

            long docs = 0;
            long occurrences = 0;
            for (int i = cursors.Count - 1; i >= 0; i--)
            {
                if (cursors[i].Term.SequenceEqual(least.Span))
                {
                    var state = cursors[i].State;
                    docs += state.DocFreq;
                    occurrences += state.TotalTermFreq;
                    if (!cursors[i].Next())
                    {
                        cursors.RemoveAt(i);
                    }
                }
            }

            yield return new TermStatistics(least, docs, occurrences);
        }
    }

    /// <summary>The terms that begin so, in byte order.</summary>
    public IEnumerable<TermStatistics> WithPrefix(TermBytes prefix) => From(prefix).TakeWhile(t => t.Term.Span.StartsWith(prefix.Span));

    /// <summary>Where a term stands in a document, ascending; empty when it does not. The field must have positions.</summary>
    public int[] Positions(int doc, TermBytes term)
    {
        var segment = snapshot.SegmentOf(doc);
        if (segment.Reader.Terms(field) is not { } terms || !terms.TryFind(term.Span, out var state))
        {
            return [];
        }

        var postings = segment.Reader.Postings(terms.Field).Reset(state, withPositions: true);
        return postings.Advance(doc - segment.Base) == doc - segment.Base ? postings.Positions().ToArray() : [];
    }

    /// <summary>Where a term stands in a document, with the characters from and to of each place; the field must have offsets.</summary>
    public (int Position, int Start, int End)[] Offsets(int doc, TermBytes term)
    {
        var segment = snapshot.SegmentOf(doc);
        if (segment.Reader.Terms(field) is not { Field.HasOffsets: true } terms || !terms.TryFind(term.Span, out var state))
        {
            return [];
        }

        var postings = segment.Reader.Postings(terms.Field).Reset(state, withPositions: true);
        if (postings.Advance(doc - segment.Base) != doc - segment.Base)
        {
            return [];
        }

        PositionsCursor found = postings.ReadPositions(offsets: true);
        var result = new (int, int, int)[found.Positions.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = (found.Positions[i], found.Starts[i], found.Ends[i]);
        }

        return result;
    }
}
