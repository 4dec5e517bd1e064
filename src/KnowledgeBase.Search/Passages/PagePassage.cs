using KnowledgeBase.Text;

namespace KnowledgeBase.Search.Passages;

/// <summary>A stretch of a page in one language, which its words are analysed in. Those of a page follow each other without gaps.</summary>
internal readonly record struct PagePassage(int Start, int Length, string Language)
{
    /// <summary>Nearly always the whole page as one.</summary>
    public static IReadOnlyList<PagePassage> Of(IndexedPage page) => LanguageDetector.MixedPassages(page.Text, page.Language) is { Count: > 0 } mixed
        ? [.. mixed.Select(m => new PagePassage(m.Start, m.Length, m.Detected.Language))]
        : [new PagePassage(0, page.Text.Length, page.Language)];
}
