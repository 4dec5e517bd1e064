namespace KnowledgeBase.Search.Passages;

/// <summary>Cuts long texts into stretches, each analysed by itself, so that the tokens of a page without end are never all in memory.</summary>
internal static class TextStretches
{
    private const int Longest = 50_000;

    /// <summary>How long the first stretch of a text is.</summary>
    public static int First(ReadOnlySpan<char> text) => text.Length <= Longest ? text.Length : EndOfLine(text[..Longest]);

    /// <summary>Where a stretch of a long text can end: behind its last line, else behind its last word, and never within a character.</summary>
    private static int EndOfLine(ReadOnlySpan<char> stretch)
    {
        var end = stretch.LastIndexOf('\n') is var line and > 0 ? line : stretch.LastIndexOf(' ');
        return end > 0 ? end + 1 : stretch.Length - (char.IsHighSurrogate(stretch[^1]) ? 1 : 0);
    }
}
