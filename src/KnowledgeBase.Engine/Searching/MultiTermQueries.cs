using System.Text;
using KnowledgeBase.Engine.Format.Terms;
using KnowledgeBase.Engine.Reading;

namespace KnowledgeBase.Engine.Searching;

/// <summary>Documents with any term that begins so; score 1.</summary>
public sealed record PrefixQuery(string Field, TermBytes Prefix) : Query
{
    internal override Weight Bind(SearchContext context, float boost) => new MultiTermWeight(Field, boost, (TermsCursor cursor, Action<TermState> take) =>
    {
        for (bool more = cursor.SeekCeiling(Prefix.Span); more && cursor.Term.StartsWith(Prefix.Span); more = cursor.Next())
        {
            take(cursor.State);
        }
    });
}

/// <summary>Documents with any term between two, both included unless said otherwise; null is open; score 1.</summary>
public sealed record TermRangeQuery(string Field, TermBytes? Lower, TermBytes? Upper, bool IncludeLower = true, bool IncludeUpper = true) : Query
{
    internal override Weight Bind(SearchContext context, float boost) => new MultiTermWeight(Field, boost, (TermsCursor cursor, Action<TermState> take) =>
    {
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
        return new MultiTermWeight(Field, boost, (TermsCursor cursor, Action<TermState> take) =>
        {
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

/// <summary>A pattern over the code points of a term.</summary>
internal sealed class WildcardPattern
{
    private const int AnyString = -1;
    private const int AnyOne = -2;
    private readonly List<int> tokens = [];

    public WildcardPattern(string pattern)
    {
        var runes = pattern.EnumerateRunes().ToList();
        var prefix = new StringBuilder();
        bool literal = true;
        for (int i = 0; i < runes.Count; i++)
        {
            int value = runes[i].Value;
            if (value == '\\' && i + 1 < runes.Count)
            {
                value = runes[++i].Value;
            }
            else if (value is '*' or '?')
            {
                literal = false;
                value = value == '*' ? AnyString : AnyOne;
            }

            tokens.Add(value);
            if (literal)
            {
                prefix.Append(new Rune(value).ToString());
            }
        }

        Prefix = Encoding.UTF8.GetBytes(prefix.ToString());
    }

    /// <summary>What every matching term begins with.</summary>
    public byte[] Prefix { get; }

    public bool IsMatch(ReadOnlySpan<byte> term)
    {
        int token = 0;
        int star = -1;
        var mark = term;
        while (!term.IsEmpty)
        {
            Rune.DecodeFromUtf8(term, out var rune, out int size);
            if (token < tokens.Count && (tokens[token] == AnyOne || tokens[token] == rune.Value))
            {
                token++;
                term = term[size..];
            }
            else if (token < tokens.Count && tokens[token] == AnyString)
            {
                star = token++;
                mark = term;
            }
            else if (star >= 0)
            {
                // The last star takes one character more.
                Rune.DecodeFromUtf8(mark, out _, out int skipped);
                mark = mark[skipped..];
                term = mark;
                token = star + 1;
            }
            else
            {
                return false;
            }
        }

        while (token < tokens.Count && tokens[token] == AnyString)
        {
            token++;
        }

        return token == tokens.Count;
    }
}

/// <summary>The documents of many terms as one set of bits; all score the same.</summary>
internal sealed class MultiTermWeight(string field, float score, Action<TermsCursor, Action<TermState>> walk) : Weight
{
    public override Scorer? Scorer(SnapshotSegment segment)
    {
        var reader = segment.Reader;
        if (reader.Terms(field) is not { } terms)
        {
            return null;
        }

        int maxDoc = reader.MaxDoc;
        ulong[]? bits = null;
        var postings = reader.Postings(terms.Field);
        walk(terms.Cursor(), state =>
        {
            bits ??= new ulong[(maxDoc + 63) >> 6];
            postings.Reset(state);
            while (postings.NextBlock())
            {
                foreach (int doc in postings.BlockDocs)
                {
                    bits[doc >> 6] |= 1UL << doc;
                }
            }
        });
        if (bits is null)
        {
            return null;
        }

        long count = 0;
        foreach (ulong word in bits)
        {
            count += System.Numerics.BitOperations.PopCount(word);
        }

        return new BitsScorer(bits, maxDoc, count, score);
    }
}
