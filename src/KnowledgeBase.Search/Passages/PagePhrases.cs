using KnowledgeBase.Search.Matching;

namespace KnowledgeBase.Search.Passages;

/// <summary>Tells which pages hold the phrases that were asked for in quotes: those are shown before others that have the words apart.</summary>
/// <param name="plan">The query.</param>
internal sealed class PagePhrases(QueryPlan plan)
{
    private readonly List<(int Word, int Offset)[]> _phrases = [.. plan.Plain.Concat(plan.Required).OfType<PlanPhrase>()
        .Where(p => p.Slop == 0)
        .Select(p => p.Words.Select(w => (plan.Words.IndexOf(w.Word), w.Offset)).ToArray())];

    /// <param name="found">The words of one page, by position.</param>
    /// <returns>How many of the phrases stand there.</returns>
    public int Held(ReadOnlySpan<(int Position, int Word, float Weight)> found)
    {
        var held = 0;
        foreach (var phrase in _phrases)
        {
            held += Holds(phrase, found) ? 1 : 0;
        }

        return held;
    }

    private static bool Holds((int Word, int Offset)[] phrase, ReadOnlySpan<(int Position, int Word, float Weight)> found)
    {
        for (var i = 0; i < found.Length; i++)
        {
            if (found[i].Word == phrase[0].Word && Follows(phrase, found[i..]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Follows((int Word, int Offset)[] phrase, ReadOnlySpan<(int Position, int Word, float Weight)> found)
    {
        var start = found[0].Position - phrase[0].Offset;
        foreach (var (word, offset) in phrase)
        {
            var at = 0;
            while (at < found.Length && (found[at].Position < start + offset || (found[at].Position == start + offset && found[at].Word != word)))
            {
                at++;
            }

            if (at == found.Length || found[at].Position != start + offset)
            {
                return false;
            }
        }

        return true;
    }
}
