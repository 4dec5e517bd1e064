namespace KnowledgeBase.Text.Words;

/// <summary>A word as analysed in one language.</summary>
/// <param name="Offset">UTF-16 units at its beginning that do not belong to it: an elided article.</param>
/// <param name="Length">UTF-16 units of the source that belong to it.</param>
/// <param name="Exact">See <see cref="Token.Exact"/>.</param>
/// <param name="Folded">See <see cref="Token.Folded"/>.</param>
/// <param name="BareStem">The stem untagged, or null where the language has no stem for the word.</param>
/// <param name="TaggedStem">The stem as an index term, or null as well.</param>
internal sealed record Word(int Offset, int Length, string Exact, string Folded, string? BareStem, string? TaggedStem)
{
    /// <summary>What the index holds beside the folded word; a query asks for <see cref="TaggedStem"/> in any case.</summary>
    internal string? Stem { get; } = string.Equals(BareStem, Folded, StringComparison.Ordinal) ? null : TaggedStem;
}
