using KnowledgeBase.Text;
using KnowledgeBase.Text.Structure;

namespace KnowledgeBase.Search.Embedded;

/// <summary>Gathers the words of a document's headings while its pages are read. A heading that comes again is the running title of its pages and counts once.</summary>
internal sealed class HeadingTerms
{
    /// <summary>Terms of headings in a document; those beyond stand in the body alone.</summary>
    private const int Most = 20_000;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<(int Start, int End)> _lines = [];
    private int _line;

    /// <summary>The terms with their positions in the body, ascending.</summary>
    public List<(string Term, int Position)> Terms { get; } = [];

    /// <summary>Where in the page the text begins whose tokens are looked at.</summary>
    public int At { get; set; }

    public void Clear()
    {
        _seen.Clear();
        Terms.Clear();
    }

    public void Begin(IndexedPage page)
    {
        _lines.Clear();
        _line = 0;
        if (Terms.Count < Most)
        {
            _lines.AddRange(HeadingLines.Find(page.Text, page.Headings).Where(l => _seen.Add(WithoutNumbers(page.Text.AsSpan(l.Start, l.End - l.Start)))));
        }
    }

    /// <summary>True when the token, which comes after those asked for before, stands in a heading of the page.</summary>
    public bool Holds(in Token token)
    {
        while (_line < _lines.Count && _lines[_line].End <= At + token.Start)
        {
            _line++;
        }

        return _line < _lines.Count && _lines[_line].Start <= At + token.Start;
    }

    public void Add(int position, string folded, string? stem, string? exact)
    {
        foreach (var term in (ReadOnlySpan<string?>)[folded, stem, exact])
        {
            if (term is not null)
            {
                Terms.Add((term, position));
            }
        }
    }

    private static string WithoutNumbers(ReadOnlySpan<char> line)
    {
        var kept = new System.Text.StringBuilder(line.Length);
        foreach (var c in line)
        {
            _ = char.IsDigit(c) ? kept : kept.Append(c);
        }

        return kept.ToString();
    }
}
