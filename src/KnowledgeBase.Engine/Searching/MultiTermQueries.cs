using KnowledgeBase.Engine.Format.Terms;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>Documents with any term that begins so; score 1.</summary>
public sealed record PrefixQuery(string Field, TermBytes Prefix) : Query
{
    internal override Weight Bind(SearchContext context, float boost) => new MultiTermWeight(Field, boost, context.Scratch, (terms, take) =>
    {
        var cursor = terms.TakeCursor();
        for (bool more = cursor.SeekCeiling(Prefix.Span); more && cursor.Term.StartsWith(Prefix.Span); more = cursor.Next())
        {
            take(cursor.State);
        }

        terms.Give(cursor);
    });
}

/// <summary>Documents with any term between two, both included unless said otherwise; null is open; score 1.</summary>
public sealed record TermRangeQuery(string Field, TermBytes? Lower, TermBytes? Upper, bool IncludeLower = true, bool IncludeUpper = true) : Query
{
    internal override Weight Bind(SearchContext context, float boost) => new MultiTermWeight(Field, boost, context.Scratch, (terms, take) =>
    {
        var cursor = terms.Cursor();
        bool more = Lower is { } lower ? cursor.SeekCeiling(lower.Span) : cursor.Next();
        if (more && Lower is { } low && !IncludeLower && cursor.Term.SequenceEqual(low.Span))
        {
            more = cursor.Next();
        }

        for (; more; more = cursor.Next())
        {
            int order = Upper is { } upper ? cursor.Term.SequenceCompareTo(upper.Span) : -1;
            if (order > 0 || (order == 0 && !IncludeUpper))
            {
                break;
            }

            take(cursor.State);
        }
    });
}

/// <summary>Documents with any term of a pattern: * any characters, ? one character, \ the next one itself; score 1.</summary>
public sealed record WildcardQuery(string Field, string Pattern) : Query
{
    internal override Weight Bind(SearchContext context, float boost)
    {
        var pattern = new WildcardPattern(Pattern);
        if (pattern.Rule is { } rule)
        {
            var automaton = new CodePointAutomaton<WildcardRule, ulong>(rule);
            return new MultiTermWeight(Field, boost, context.Scratch, (terms, take) =>
            {
                var visitor = new WildcardVisitor(automaton, take);
                TermsWalk.Run(terms, ref visitor);
            });
        }

        return new MultiTermWeight(Field, boost, context.Scratch, (terms, take) =>
        {
            var cursor = terms.Cursor();
            for (bool more = cursor.SeekCeiling(pattern.Prefix); more && cursor.Term.StartsWith(pattern.Prefix); more = cursor.Next())
            {
                if (pattern.IsMatch(cursor.Term))
                {
                    take(cursor.State);
                }
            }
        });
    }
}

/// <summary>The documents of many terms as one set of bits; all score the same.</summary>
internal sealed class MultiTermWeight(string field, float score, SearchScratch scratch, Action<FieldTerms, Action<TermState>> walk) : Weight
{
    public override bool HasBits => true;

    public override bool Collect(SnapshotSegment segment, HitCollector collector)
    {
        if (Bits(segment) is { } bits)
        {
            BitsCollection.Run(bits.AsSpan(0, (segment.Reader.MaxDoc + 63) >> 6), score, segment.Reader.LiveDocs, collector);
        }

        return true;
    }

    public override Scorer? Scorer(SnapshotSegment segment)
    {
        if (Bits(segment) is not { } bits)
        {
            return null;
        }

        long count = 0;
        foreach (ulong word in bits.AsSpan(0, (segment.Reader.MaxDoc + 63) >> 6))
        {
            count += System.Numerics.BitOperations.PopCount(word);
        }

        return new BitsScorer(bits, segment.Reader.MaxDoc, count, score);
    }

    private ulong[]? Bits(SnapshotSegment segment)
    {
        var reader = segment.Reader;
        if (reader.Terms(field) is not { } terms)
        {
            return null;
        }

        int maxDoc = reader.MaxDoc;
        ulong[]? bits = null;
        var postings = scratch.Postings(reader, terms.Field);
        walk(terms, state =>
        {
            scratch.Step();
            bits ??= scratch.Bits(maxDoc);
            if (state.DocFreq == 1)
            {
                bits[state.SingletonDoc >> 6] |= 1UL << state.SingletonDoc;
            }
            else
            {
                postings.Reset(state).MarkAll(bits);
            }
        });
        return bits;
    }
}
