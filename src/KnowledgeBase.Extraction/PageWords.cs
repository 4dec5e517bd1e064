namespace KnowledgeBase.Extraction;

/// <summary>A word's place on a page picture; units are points (1/72 inch) from the top left.</summary>
public readonly record struct WordBox(string Text, double Left, double Top, double Right, double Bottom);

/// <summary>The words of one page and the page's size in points.</summary>
public sealed record PageWords(double Width, double Height, IReadOnlyList<WordBox> Words);
