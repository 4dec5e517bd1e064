using KnowledgeBase.Search.Matching;

namespace KnowledgeBase.Search.Embedded;

/// <summary>A better spelling for words that nobody wrote: the most frequent word of the archive one slip away.</summary>
internal sealed class Spelling(IndexView view, Reader reader)
{
    private const int ShortestWord = 4;
    private const int LongWord = 8;

    public string? Better(string typed, IReadOnlyList<WordGroup> unmatched)
    {
        var better = typed;
        foreach (var word in unmatched.Where(w => w.Folded.Length >= ShortestWord && !w.IsPattern))
        {
            var found = Within(word.Folded, 1) ?? (word.Folded.Length >= LongWord ? Within(word.Folded, 2) : null);
            better = found is null ? better : better.Replace(word.Typed, found, StringComparison.Ordinal);
        }

        return better == typed ? null : better;
    }

    private string? Within(string folded, int edits) =>
        view.Expand(folded[..1], w => w.Length >= ShortestWord && EditDistance.IsWithin(w, folded, edits)).Words
            .FirstOrDefault(w => IndexSchema.Searched.Any(f => view.IsHeld(f.Field, w, reader)));
}
