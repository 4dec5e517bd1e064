namespace KnowledgeBase.Text.Words;

/// <summary>A stretch of the source that is a word or a run to be cut further.</summary>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="Length">UTF-16 units.</param>
/// <param name="Class">Letter for words and numbers; Hangul, Ideograph, SouthEastAsian and Currency for theirs.</param>
internal readonly record struct WordSpan(int Start, int Length, CharacterClass Class)
{
    internal int End => Start + Length;
}
