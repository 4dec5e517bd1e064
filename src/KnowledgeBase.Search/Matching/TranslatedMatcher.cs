namespace KnowledgeBase.Search.Matching;

/// <summary>A typed word and its translations as one term (structured query translation, Pirkola 1998): the best of them counts.</summary>
internal sealed class TranslatedMatcher(Matcher typed, bool isLight, IReadOnlyList<(Matcher Matcher, float Weight)> translations) : Matcher
{
    private readonly ulong[] _typed = new ulong[Window.Words];
    private readonly ulong[] _bits = new ulong[Window.Words];

    /// <summary>True when documents need not hold the word.</summary>
    public bool IsLight => isLight;

    /// <summary>The documents of the window that hold the word as it was typed.</summary>
    public ReadOnlySpan<ulong> Typed => _typed;

    public override void Match(in Window window, Span<ulong> into)
    {
        typed.Match(window, _typed);
        _typed.CopyTo(into);
        foreach (var (matcher, _) in translations)
        {
            matcher.Match(window, _bits);
            Bits.Or(into, _bits);
        }
    }

    public override float Score(int place)
    {
        var best = typed.Score(place);
        foreach (var (matcher, weight) in translations)
        {
            best = Math.Max(best, weight * matcher.Score(place));
        }

        return best;
    }
}
