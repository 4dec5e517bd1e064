using System.Buffers;
using KnowledgeBase.Text.Languages;
using KnowledgeBase.Text.Words;

namespace KnowledgeBase.Text;

/// <summary>The tokens of a query, each with its forms in several languages.</summary>
internal sealed class QueryTokens
{
    private static readonly SearchValues<char> Blanks =
        SearchValues.Create(" \t\r\n\f\v\u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000");

    private readonly string _text;
    private readonly WordCache[] _words;
    private readonly List<QueryToken> _into;
    private int _increment = 1;
    private int _lastEnd = -1;

    private QueryTokens(string text, WordCache[] words, List<QueryToken> into) => (_text, _words, _into) = (text, words, into);

    internal static void Add(string text, IReadOnlyList<string> languages, QueryUse use, List<QueryToken> into)
    {
        // The plain analysis comes first: it says what is exact and what is folded.
        var rules = languages.Select(LanguageTable.Of).Prepend(LanguageTable.Of(LanguageCode.Undetermined)).Distinct();
        var leases = rules.Select(WordCache.Rent).ToArray();
        try
        {
            new QueryTokens(text, Array.ConvertAll(leases, lease => lease.Cache), into).AddAll(use);
        }
        finally
        {
            foreach (var lease in leases)
            {
                lease.Dispose();
            }
        }
    }

    private void AddAll(QueryUse use)
    {
        var segmenter = new WordSegmenter(_text);
        while (segmenter.Next(out var span))
        {
            switch (span.Class)
            {
                case CharacterClass.Ideograph:
                    AddPairs(span, TokenKind.Character);
                    break;
                case CharacterClass.SouthEastAsian when use == QueryUse.Phrase && Cluster.End(_text, span.Start, span.End) < span.End:
                    AddPairs(span, TokenKind.Word);
                    break;
                case CharacterClass.SouthEastAsian:
                    AddDictionaryWords(span);
                    break;
                default:
                    Add(span.Start, span.Length, TokenKind.Word, positions: 1);
                    break;
            }
        }
    }

    private void AddPairs(WordSpan run, TokenKind single)
    {
        var start = run.Start;
        var middle = Cluster.End(_text, start, run.End);
        if (middle == run.End)
        {
            Add(start, middle - start, single, positions: 1);
            return;
        }

        while (middle < run.End)
        {
            var end = Cluster.End(_text, middle, run.End);
            Add(start, end - start, TokenKind.Pair, positions: end == run.End ? 2 : 1);
            (start, middle) = (middle, end);
        }
    }

    private void AddDictionaryWords(WordSpan run)
    {
        var ends = new List<int>();
        SouthEastAsianWords.Ends(_text.AsSpan(run.Start, run.Length), ends);
        var start = run.Start;
        foreach (var offset in ends)
        {
            var end = run.Start + offset;
            var clusters = 0;
            var at = start;
            for (; at < end; at = Cluster.End(_text, at, run.End))
            {
                clusters++;
            }

            if (clusters > 0)
            {
                Add(start, end - start, TokenKind.Word, clusters);
                start = at;
            }
        }
    }

    // positions: how many it takes in a document.
    private void Add(int start, int length, TokenKind kind, int positions)
    {
        var surface = _text.AsSpan(start, length);
        var plain = _words[0].Get(surface);
        List<string>? forms = null;
        for (var i = 1; i < _words.Length; i++)
        {
            var word = _words[i].Get(surface);
            AddForm(ref forms, word.Folded, plain.Folded);
            AddForm(ref forms, word.TaggedStem, plain.Folded);
            AddForm(ref forms, word.BareStem, plain.Folded);
        }

        var glued = _lastEnd >= 0 && (start <= _lastEnd || !_text.AsSpan(_lastEnd, start - _lastEnd).ContainsAny(Blanks));
        _into.Add(new QueryToken(
            start + plain.Offset, plain.Length, _increment, kind, glued, plain.Exact, plain.Folded, forms ?? (IReadOnlyList<string>)[]));
        _increment = positions;
        _lastEnd = start + length;
    }

    private static void AddForm(ref List<string>? forms, string? form, string folded)
    {
        if (form is not null && !string.Equals(form, folded, StringComparison.Ordinal) && forms?.Contains(form) != true)
        {
            (forms ??= []).Add(form);
        }
    }
}
