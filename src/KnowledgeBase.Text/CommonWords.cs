using System.Collections.Concurrent;
using System.Collections.Frozen;
using KnowledgeBase.Text.Folding;
using KnowledgeBase.Text.Languages;

namespace KnowledgeBase.Text;

/// <summary>The words of a language that say little by themselves ("the", "di", "und"). Safe for any number of threads.</summary>
public static class CommonWords
{
    private static readonly ConcurrentDictionary<string, FrozenSet<string>> Lists = new(StringComparer.Ordinal);

    /// <summary>True when the folded word is among the commonest of the language.</summary>
    public static bool Contains(string language, string folded)
    {
        ArgumentNullException.ThrowIfNull(language);
        ArgumentNullException.ThrowIfNull(folded);
        return Lists.GetOrAdd(language, Fold).Contains(folded);
    }

    private static FrozenSet<string> Fold(string language) =>
        LanguageTable.Of(language).FunctionWords.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(w => WordFolding.Fold(WordFolding.Exact(w))).ToFrozenSet(StringComparer.Ordinal);
}
