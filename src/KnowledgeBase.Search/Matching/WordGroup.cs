using System.Runtime.InteropServices;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Text;

namespace KnowledgeBase.Search.Matching;

/// <summary>How a term stands to the word that was typed.</summary>
internal enum TermRole
{
    /// <summary>The word without case and accents.</summary>
    Folded,

    /// <summary>The word with its accents; wherever it stands, the folded word stands as well.</summary>
    Exact,

    /// <summary>A stem that the folded word has too, in its language: the two overlap.</summary>
    Shared,

    /// <summary>A form that never stands where the folded word stands.</summary>
    Other,
}

/// <summary>One word of a query: all index terms that are that word, scored together with joined statistics.</summary>
internal sealed class WordGroup
{
    private readonly HashSet<string> _terms;
    private readonly Func<string, bool>? _pattern;

    // Weighing, matching and choosing pages all ask for the same terms.
    private readonly List<(SegmentReader Segment, string Field, IReadOnlyList<FoundTerm> Terms)> _found = [];

    private WordGroup(string typed, IReadOnlyList<(string Term, TermRole Role)> terms, Func<string, bool>? pattern, string folded)
    {
        Typed = typed;
        Terms = terms;
        Folded = folded;
        _pattern = pattern;
        _terms = [.. terms.Select(t => t.Term)];
    }

    /// <summary>As it stands in the query.</summary>
    public string Typed { get; }

    public string Folded { get; }

    public IReadOnlyList<(string Term, TermRole Role)> Terms { get; }

    /// <summary>Weight of the word by how rare it is: ln(1 + (N - n + 0.5) / (n + 0.5)) (Robertson and Spärck Jones).</summary>
    public double Idf { get; set; }

    /// <summary>The same among pages: a word that every report holds somewhere may be rare on a page.</summary>
    public double PageIdf { get; set; }

    /// <summary>Documents that hold it in any form, about.</summary>
    public double Documents { get; set; }

    /// <summary>True when some document the reader may see holds it.</summary>
    public bool Seen { get; set; }

    /// <summary>True for a word that says little by itself: it weighs little, and documents need not hold it.</summary>
    public bool IsLight { get; set; }

    /// <summary>True when it was typed with accents that make another word of it: those without count little.</summary>
    public bool IsAccented { get; set; }

    public bool IsPattern => _pattern is not null;

    /// <summary>A word with its forms in the languages that it may be of.</summary>
    public static WordGroup Of(string text, QueryToken token, IReadOnlyList<string> languages)
    {
        var terms = new List<(string, TermRole)> { (token.Folded, TermRole.Folded) };
        if (IndexTerm.Exact(token) is { } exact)
        {
            terms.Add((exact, TermRole.Exact));
        }

        foreach (var form in token.Inflected)
        {
            terms.Add((form, form.Contains(IndexTerm.StemMark, StringComparison.Ordinal) && !form.EndsWith(IndexTerm.StemMark + token.Folded, StringComparison.Ordinal)
                ? TermRole.Shared : TermRole.Other));
        }

        // The word may itself be the stem of others ("plan" of "plans").
        foreach (var own in languages.Select(l => IndexTerm.Stem(l, token.Folded)))
        {
            if (!terms.Exists(t => t.Item1 == own))
            {
                terms.Add((own, TermRole.Other));
            }
        }

        return new WordGroup(text.Substring(token.Start, token.Length), terms, null, token.Folded);
    }

    /// <summary>A word exactly as typed but for case and accents.</summary>
    public static WordGroup Plain(string folded) => new(folded, [(folded, TermRole.Folded)], null, folded);

    /// <summary>Several words that mean the same as one.</summary>
    public static WordGroup Union(IReadOnlyList<WordGroup> words) => words is [var only] ? only
        : new(words[0].Typed, [.. words.SelectMany(w => w.Terms).DistinctBy(t => t.Term)], null, words[0].Folded);

    /// <summary>The words of the index that a pattern stands for.</summary>
    public static WordGroup Expanded(string typed, IReadOnlyList<string> words, Func<string, bool> pattern) =>
        new(typed, [.. words.Select(w => (w, TermRole.Folded))], pattern, typed);

    /// <summary>Those of the terms that a field of a segment has, in their order; looked up once.</summary>
    public IReadOnlyList<FoundTerm> In(SegmentReader segment, string field)
    {
        foreach (var known in CollectionsMarshal.AsSpan(_found))
        {
            if (known.Segment == segment && known.Field == field)
            {
                return known.Terms;
            }
        }

        List<FoundTerm>? found = null;
        for (var i = 0; i < Terms.Count; i++)
        {
            if (SegmentTerms.TryFind(segment, field, Terms[i].Term, out var state))
            {
                (found ??= []).Add(new FoundTerm(i, Terms[i].Role, state));
            }
        }

        IReadOnlyList<FoundTerm> terms = found ?? (IReadOnlyList<FoundTerm>)[];
        _found.Add((segment, field, terms));
        return terms;
    }

    /// <summary>True when the token of a text is this word.</summary>
    public bool Matches(in Token token) => _pattern is not null ? _pattern(token.Folded)
        : _terms.Contains(token.Folded) || (token.Stem is { } stem && _terms.Contains(stem));
}
