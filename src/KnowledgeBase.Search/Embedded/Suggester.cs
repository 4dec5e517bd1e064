using KnowledgeBase.Text;

namespace KnowledgeBase.Search.Embedded;

/// <summary>Completes what is being typed from the titles, places, themes, authors and words that the reader may see.</summary>
internal sealed class Suggester(IndexView view, Reader reader)
{
    private const int MaxRead = 2000;
    private const int ShortestWord = 3;

    /// <summary>Nothing that is longer is completed: no title is shown so long.</summary>
    private const int LongestTyped = SuggestionTerms.MaxText;

    public List<Suggestion> Suggest(string typed, int count)
    {
        var words = typed.Length <= LongestTyped * 2 ? SuggestionTerms.Fold(typed) : [];
        var prefix = string.Join(' ', words);
        if (prefix.Length is 0 or > LongestTyped || count <= 0)
        {
            return [];
        }

        var found = new List<(Suggestion Suggestion, long Documents)>();
        foreach (var (term, documents) in view.Terms(IndexSchema.Suggest, prefix).Take(MaxRead))
        {
            var parts = term.Split(SuggestionTerms.Separator);
            found.Add((new Suggestion(parts[2], parts[1]), documents));
        }

        var suggestions = found.GroupBy(f => f.Suggestion)
            .OrderByDescending(g => IndexSchema.Fold(g.Key.Text).StartsWith(prefix, StringComparison.Ordinal))
            .ThenByDescending(g => g.Sum(f => f.Documents)).ThenBy(g => g.Key.Text.Length).ThenBy(g => g.Key.Text, StringComparer.Ordinal)
            .Select(g => g.Key)
            .Where(IsVisible).Take(count).ToList();
        if (suggestions.Count < count && words.Count == 1 && prefix.Length >= ShortestWord)
        {
            suggestions.AddRange(Words(prefix).Take(count - suggestions.Count));
        }

        return suggestions;
    }

    private bool IsVisible(Suggestion suggestion) => view.IsHeld(IndexSchema.Suggest,
        string.Join(' ', SuggestionTerms.Fold(suggestion.Text)) + SuggestionTerms.Separator + suggestion.Kind + SuggestionTerms.Separator + suggestion.Text, reader);

    private IEnumerable<Suggestion> Words(string prefix) =>
        view.Terms(IndexSchema.Body, prefix).Take(MaxRead).Where(t => IndexTerm.IsWord(t.Term) && t.Term.Length > prefix.Length)
            .GroupBy(t => t.Term, StringComparer.Ordinal)
            .OrderByDescending(g => g.Sum(t => (long)t.DocFreq)).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.Key)
            .Where(w => view.IsHeld(IndexSchema.Body, w, reader))
            .Select(w => new Suggestion(w, "word"));
}
