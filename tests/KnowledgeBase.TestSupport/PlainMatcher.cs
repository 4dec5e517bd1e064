using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using KnowledgeBase.Search;
using KnowledgeBase.Search.Querying;

namespace KnowledgeBase.TestSupport;

/// <summary>One document against one query, by looking at every word: the definition the real index is held to.</summary>
internal sealed class PlainMatcher(IndexedDocument document)
{
    private readonly List<PlainWord>[] _pages = [.. document.Pages.Select(p => PlainWords.Of(p.Text))];
    private readonly List<PlainWord> _record = PlainWords.Of(string.Join(" . ", Record(document)));

    public static IEnumerable<string> Record(IndexedDocument document) =>
        [document.Title, .. document.Authors, document.Summary, document.Collection,
            .. document.Places.Select(p => p.Text), .. document.Themes.Select(t => t.Text)];

    public IEnumerable<string> Words => _pages.SelectMany(p => p).Concat(_record).Select(w => w.Folded);

    public bool Matches(QueryNode node) => node switch
    {
        WordNode word => Folded(word.Text).All(w => Words.Contains(w)),
        PhraseNode phrase => Sources().Any(s => Stands(s, Folded(phrase.Text), phrase.Slop)),
        WildcardNode { Pattern: "*" } => true,
        WildcardNode wildcard => Words.Any(Pattern(wildcard.Pattern).IsMatch),
        FuzzyNode fuzzy => Words.Any(w => Distance(w, PlainWords.Fold(fuzzy.Text)) <= fuzzy.Edits),
        YearNode years => document.Year is { } y && y >= (years.From ?? int.MinValue) && y <= (years.To ?? int.MaxValue),
        FieldNode field => FieldMatches(field),
        AlternativesNode any => any.Options.Any(Matches),
        GroupNode group => group.Clauses.All(c => Matches(c.Node) == (c.Occur != Occur.Excluded)),
        _ => throw new InvalidOperationException("A node of an unknown kind."),
    };

    /// <summary>How often the words of the node stand on the page.</summary>
    public int Count(QueryNode node, int page) => _pages[page].Count(w => IsMatch(node, w.Folded));

    public int CountTitle(QueryNode node) => PlainWords.Of(document.Title).Count(w => IsMatch(node, w.Folded));

    /// <summary>True when the word is one of those the query looks for.</summary>
    public static bool IsMatch(QueryNode node, string word) => node switch
    {
        WordNode w => Folded(w.Text).Contains(word),
        PhraseNode p => Folded(p.Text).Contains(word),
        WildcardNode { Pattern: "*" } => false,
        WildcardNode w => Pattern(w.Pattern).IsMatch(word),
        FuzzyNode f => Distance(word, PlainWords.Fold(f.Text)) <= f.Edits,
        AlternativesNode a => a.Options.Any(o => IsMatch(o, word)),
        GroupNode g => g.Clauses.Any(c => c.Occur != Occur.Excluded && IsMatch(c.Node, word)),
        _ => false,
    };

    private IEnumerable<List<PlainWord>> Sources() => _pages.Append(_record);

    private bool FieldMatches(FieldNode field) => field.Field switch
    {
        "title" => Stands(PlainWords.Of(document.Title), Folded(field.Value), 0),
        "author" => document.Authors.Any(a => Stands(PlainWords.Of(a), Folded(field.Value), 0)),
        "place" => HasLabel(document.Places, field.Value),
        "theme" => HasLabel(document.Themes, field.Value),
        "language" => Same(document.Language, field.Value),
        "format" => Same(document.Format, field.Value),
        _ => Same(document.Collection, field.Value),
    };

    private static bool HasLabel(IReadOnlyList<Label> labels, string value) =>
        labels.Any(l => Same(l.Value, value) || Same(l.Text, value));

    private static bool Same(string a, string b) => PlainWords.Fold(a) == PlainWords.Fold(b);

    private static string[] Folded(string text) => [.. PlainWords.Of(text).Select(w => w.Folded)];

    private static bool Stands(List<PlainWord> words, string[] phrase, int slop)
    {
        for (var i = 0; phrase.Length > 0 && i < words.Count; i++)
        {
            var at = i;
            var found = words[i].Folded == phrase[0];
            for (var k = 1; found && k < phrase.Length; k++)
            {
                var next = words.FindIndex(at + 1, w => w.Folded == phrase[k]);
                found = next > 0;
                at = next;
            }

            if (found && at - i - (phrase.Length - 1) <= slop)
            {
                return true;
            }
        }

        return false;
    }

    private static Regex Pattern(string wildcard)
    {
        var pattern = new StringBuilder("^");
        foreach (var c in PlainWords.Fold(wildcard))
        {
            pattern.Append(c switch { '*' => ".*", '?' => ".", _ => Regex.Escape(c.ToString(CultureInfo.InvariantCulture)) });
        }

        return new Regex(pattern.Append('$').ToString(), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
