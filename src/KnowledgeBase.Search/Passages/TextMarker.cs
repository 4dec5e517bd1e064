using System.Runtime.InteropServices;
using KnowledgeBase.Search.Matching;
using KnowledgeBase.Text;

namespace KnowledgeBase.Search.Passages;

/// <summary>Finds the words of a query in a text, and cuts out the passage that holds most of them.</summary>
internal sealed class TextMarker(QueryPlan plan)
{
    private const int PassageLength = 260;
    private const int Before = 60;
    private readonly Dictionary<string, MarkedWords> _words = new(StringComparer.Ordinal);
    private readonly List<Token> _tokens = [];

    private readonly record struct Match(int Start, int End, WordGroup Word);

    /// <summary>The whole text as matched and other pieces.</summary>
    public List<TextPiece> Mark(string text, string language)
    {
        var matches = Find(text, [new PagePassage(0, text.Length, language)], _ => null);
        return Pieces(text, 0, text.Length, matches);
    }

    /// <summary>The passage of the text with the most weight of the query.</summary>
    /// <param name="text">The text of a page.</param>
    /// <param name="languages">The passages that it was analysed in.</param>
    /// <param name="places">The positions in it where the words stand that are marked in a language, ascending, or more than these; null where that is not known.</param>
    public List<TextPiece> Passage(string text, IReadOnlyList<PagePassage> languages, Func<string, List<int>?> places)
    {
        var matches = Find(text, languages, places);
        var (start, end) = Around(text, Best(matches));
        var pieces = Pieces(text, start, end, matches);
        if (start > 0)
        {
            pieces.Insert(0, new TextPiece("… ", false));
        }

        if (end < text.Length)
        {
            pieces.Add(new TextPiece(" …", false));
        }

        return [.. pieces.Select(p => p with { Text = OneLine(p.Text) })];
    }

    /// <summary>The words that are marked in texts of a language.</summary>
    public MarkedWords Words(string language)
    {
        if (!_words.TryGetValue(language, out var words))
        {
            _words.Add(language, words = new MarkedWords(plan.Marked(language)));
        }

        return words;
    }

    private List<Match> Find(string text, IReadOnlyList<PagePassage> passages, Func<string, List<int>?> places)
    {
        var found = new List<Match>();
        var passed = 0;
        foreach (var (start, length, language) in passages)
        {
            var words = Words(language);
            if (words.Words.Count == 0)
            {
                break;
            }

            var positions = places(language);
            for (var at = start; at < start + length;)
            {
                var stretch = text.AsSpan(at, TextStretches.First(text.AsSpan(at, start + length - at)));
                _tokens.Clear();
                if (positions is null)
                {
                    TextAnalyzer.Analyze(stretch, language, _tokens);
                }
                else
                {
                    passed += TextAnalyzer.AnalyzeAt(stretch, language, CollectionsMarshal.AsSpan(positions), passed, _tokens);
                }

                foreach (ref readonly var token in CollectionsMarshal.AsSpan(_tokens))
                {
                    if (words.Find(token) is >= 0 and var word)
                    {
                        found.Add(new Match(at + token.Start, at + token.Start + token.Length, words.Words[word]));
                    }
                }

                at += stretch.Length;
            }
        }

        found.Sort((a, b) => (a.Start, a.End).CompareTo((b.Start, b.End)));
        return found;
    }

    /// <summary>Where the best passage begins: by the weight of the different words within its length, then by how many stand there.</summary>
    private static int Best(List<Match> matches)
    {
        var best = (Weight: -1.0, Start: 0);
        var seen = new HashSet<WordGroup>();
        for (var i = 0; i < matches.Count; i++)
        {
            seen.Clear();
            double weight = 0;
            for (var j = i; j < matches.Count && matches[j].End - matches[i].Start <= PassageLength - Before; j++)
            {
                weight += seen.Add(matches[j].Word) ? matches[j].Word.Idf + 0.01 : 0.01;
            }

            best = weight > best.Weight ? (weight, matches[i].Start) : best;
        }

        return best.Start;
    }

    private static (int Start, int End) Around(string text, int at)
    {
        var start = Math.Max(0, at - Before);
        while (start > 0 && start < at && !char.IsWhiteSpace(text[start - 1]))
        {
            start++;
        }

        var end = Math.Min(text.Length, start + PassageLength);
        for (var back = 0; end < text.Length && back < 30 && end > at + 1 && !char.IsWhiteSpace(text[end]); back++)
        {
            end--;
        }

        return (start, end < text.Length && char.IsLowSurrogate(text[end]) ? end + 1 : end);
    }

    private static List<TextPiece> Pieces(string text, int start, int end, List<Match> matches)
    {
        var pieces = new List<TextPiece>();
        var at = start;
        for (var i = 0; i < matches.Count; i++)
        {
            var (from, to, _) = matches[i];
            while (i + 1 < matches.Count && matches[i + 1].Start < to)
            {
                to = Math.Max(to, matches[++i].End);
            }

            if (from < at || to > end)
            {
                continue;
            }

            Add(text[at..from], false);
            Add(text[from..to], true);
            at = to;
        }

        Add(text[at..end], false);
        return pieces;

        void Add(string piece, bool matched)
        {
            if (piece.Length > 0)
            {
                pieces.Add(new TextPiece(piece, matched));
            }
        }
    }

    /// <summary>White space and drawn rules as one space each, and the rows of dots of a table of contents as one sign.</summary>
    private static string OneLine(string text)
    {
        var line = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var run = Leader(text, i);
            if (run > 0)
            {
                _ = line.Length > 0 && line[^1] == ' ' ? line.Append('…') : line.Append(" …");
                i += run - 1;
                continue;
            }

            var rule = Rule(text, i);
            i += Math.Max(0, rule - 1);
            var space = rule > 0 || char.IsWhiteSpace(text[i]);
            _ = space && line.Length > 0 && line[^1] == ' ' ? line : line.Append(space ? ' ' : text[i]);
        }

        return line.ToString();
    }

    /// <summary>How long the row of dots, middle dots or underscores is that begins here, with or without spaces; 0 for fewer than four.</summary>
    private static int Leader(string text, int at)
    {
        var (dots, end) = (0, at);
        for (var i = at; i < text.Length && (IsDot(text[i]) || (dots > 0 && text[i] == ' ')); i++)
        {
            if (IsDot(text[i]))
            {
                dots += text[i] == '…' ? 3 : 1;
                end = i + 1;
            }
        }

        return dots >= 4 ? end - at : 0;
    }

    /// <summary>How long the rule is that begins here, such as the underline of a heading: three or more of one sign; 0 where none is.</summary>
    private static int Rule(string text, int at)
    {
        var sign = text[at];
        var end = at + 1;
        while (end < text.Length && text[end] == sign)
        {
            end++;
        }

        return end - at >= 3 && (char.IsPunctuation(sign) || char.IsSymbol(sign)) && !IsDot(sign) && sign is not ('!' or '?') ? end - at : 0;
    }

    private static bool IsDot(char c) => c is '.' or '·' or '…' or '_' or '‥';
}
