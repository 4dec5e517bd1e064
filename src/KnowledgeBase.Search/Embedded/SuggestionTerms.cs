using KnowledgeBase.Engine.Writing;
using KnowledgeBase.Text;

namespace KnowledgeBase.Search.Embedded;

/// <summary>
/// The terms that completions are read from: the folded words of a title, place, theme or author from one of its words on,
/// then its kind and the text to show. Being terms of the document, they vanish with it and follow its visibility.
/// </summary>
internal static class SuggestionTerms
{
    public const char Separator = '\u001f';

    public const int MaxText = 200;
    private const int MaxStarts = 8;

    public static void Add(IndexDocument to, IndexedDocument d)
    {
        foreach (var (text, kind) in ((IEnumerable<(string, string)>)[(d.Title, "title"), .. d.Places.Select(p => (p.Text, "place")),
            .. d.Themes.Select(t => (t.Text, "theme")), .. d.Concepts.Select(t => (t.Text, "theme")), .. d.Authors.Select(a => (a, "author"))]).Distinct())
        {
            var shown = text.Length > MaxText ? text[..MaxText] : text;
            var words = Fold(shown);
            for (var i = 0; i < Math.Min(MaxStarts, words.Count); i++)
            {
                to.AddKeyword(IndexSchema.Suggest, string.Join(' ', words.Skip(i)) + Separator + kind + Separator + shown);
            }
        }
    }

    /// <summary>The words of a text without case and accents.</summary>
    public static List<string> Fold(string text)
    {
        var tokens = new List<Token>();
        TextAnalyzer.Analyze(text, "und", tokens);
        return [.. tokens.Where(t => t.PositionIncrement > 0).Select(t => t.Folded)];
    }
}
