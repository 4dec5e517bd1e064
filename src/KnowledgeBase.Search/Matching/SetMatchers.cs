using KnowledgeBase.Engine.Format.DocValues;
using KnowledgeBase.Engine.Format.Postings;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Search.Embedded;

namespace KnowledgeBase.Search.Matching;

/// <summary>All live documents.</summary>
internal sealed class LiveMatcher(SegmentReader segment) : Matcher
{
    public override void Match(in Window window, Span<ulong> into)
    {
        if (segment.LiveDocs is not { } live)
        {
            Bits.Fill(into, window.End - window.Start);
            return;
        }

        into.Clear();
        var words = live.Words[(window.Start >> 6)..];
        words[..Math.Min(words.Length, into.Length)].CopyTo(into);
    }
}

/// <summary>Documents with one of the exact terms.</summary>
internal sealed class KeywordMatcher : Matcher
{
    private readonly List<PostingsCursor> _cursors = [];

    public KeywordMatcher(SegmentReader segment, PlanKeywords keywords)
    {
        foreach (var term in keywords.Terms)
        {
            if (SegmentTerms.TryFind(segment, keywords.Field, term, out var state))
            {
                _cursors.Add(segment.Postings(segment.Field(keywords.Field)!).Reset(state));
            }
        }
    }

    public override void Match(in Window window, Span<ulong> into)
    {
        into.Clear();
        foreach (var cursor in _cursors)
        {
            for (var doc = cursor.Doc < window.Start ? cursor.Advance(window.Start) : cursor.Doc; doc < window.End; doc = cursor.Next())
            {
                Bits.Set(into, doc - window.Start);
            }
        }
    }
}

internal sealed class YearMatcher(SegmentReader segment, PlanYears years) : Matcher
{
    private readonly NumericDocValues? _column = segment.Numeric(IndexSchema.Year);

    public override void Match(in Window window, Span<ulong> into)
    {
        into.Clear();
        for (var doc = window.Start; _column is not null && doc < window.End; doc++)
        {
            if (_column.TryGet(doc, out var year) && year >= years.From && year <= years.To)
            {
                Bits.Set(into, doc - window.Start);
            }
        }
    }
}

internal sealed class AnyMatcher(Matcher[] options) : Matcher
{
    private readonly ulong[][] _bits = [.. options.Select(_ => new ulong[Window.Words])];

    public override void Match(in Window window, Span<ulong> into)
    {
        into.Clear();
        for (var i = 0; i < options.Length; i++)
        {
            options[i].Match(window, _bits[i]);
            Bits.Or(into, _bits[i]);
        }
    }

    public override float Score(int place)
    {
        float best = 0;
        for (var i = 0; i < options.Length; i++)
        {
            best = Bits.Has(_bits[i], place) ? Math.Max(best, options[i].Score(place)) : best;
        }

        return best;
    }
}

internal sealed class AllMatcher(Matcher[] required, Matcher[] excluded) : Matcher
{
    private readonly ulong[] _bits = new ulong[Window.Words];

    public override void Match(in Window window, Span<ulong> into)
    {
        Bits.Fill(into, window.End - window.Start);
        foreach (var matcher in required)
        {
            matcher.Match(window, _bits);
            Bits.And(into, _bits);
        }

        foreach (var matcher in excluded)
        {
            matcher.Match(window, _bits);
            Bits.AndNot(into, _bits);
        }
    }

    public override float Score(int place) => required.Sum(m => m.Score(place));
}
