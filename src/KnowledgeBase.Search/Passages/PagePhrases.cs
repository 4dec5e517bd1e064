using KnowledgeBase.Search.Matching;

namespace KnowledgeBase.Search.Passages;

/// <summary>
/// Tells which pages hold the phrases that were asked for in quotes, also as one of several alternatives, also with words between:
/// those are shown before others that have the words apart.
/// </summary>
/// <param name="plan">The query.</param>
internal sealed class PagePhrases(QueryPlan plan)
{
    // Each thing asked for, with the phrases of which any one will do.
    private readonly List<List<Phrase>> _asked = [.. plan.Plain.Concat(plan.Required)
        .Select(node => Phrases(node).Select(p => new Phrase([.. p.Words.Select(w => (plan.Words.IndexOf(w.Word), w.Offset))], p.Slop)).ToList())
        .Where(phrases => phrases.Count > 0)];

    /// <param name="found">The words of one page, by position.</param>
    /// <returns>How many of the phrases stand there; alternatives count as one.</returns>
    public int Held(ReadOnlySpan<(int Position, int Word, float Weight)> found)
    {
        var held = 0;
        foreach (var phrases in _asked)
        {
            foreach (var phrase in phrases)
            {
                if (phrase.StandsIn(found))
                {
                    held++;
                    break;
                }
            }
        }

        return held;
    }

    private static IEnumerable<PlanPhrase> Phrases(PlanNode node) => node switch
    {
        PlanPhrase phrase => [phrase],
        PlanAny any => any.Options.SelectMany(Phrases),
        PlanAll all => all.Required.SelectMany(Phrases),
        _ => [],
    };

    /// <param name="words">Places of the words in the query's list, each with its distance from the first.</param>
    /// <param name="slop">How many moves apart they may be.</param>
    private sealed class Phrase((int Word, int Offset)[] words, int slop)
    {
        // For each word, the place among those found of its next occurrence.
        private readonly int[] _next = new int[words.Length];

        /// <summary>The smallest range over the words' positions, each less its offset, is looked for: as the index matches phrases.</summary>
        public bool StandsIn(ReadOnlySpan<(int Position, int Word, float Weight)> found)
        {
            Array.Fill(_next, -1);
            for (var i = 0; i < words.Length; i++)
            {
                if (!Advance(i, found))
                {
                    return false;
                }
            }

            while (true)
            {
                int low = 0, lowest = int.MaxValue, highest = int.MinValue;
                for (var i = 0; i < words.Length; i++)
                {
                    var position = found[_next[i]].Position - words[i].Offset;
                    (low, lowest) = position < lowest ? (i, position) : (low, lowest);
                    highest = Math.Max(highest, position);
                }

                if (highest - lowest <= slop)
                {
                    return true;
                }

                if (!Advance(low, found))
                {
                    return false;
                }
            }
        }

        private bool Advance(int word, ReadOnlySpan<(int Position, int Word, float Weight)> found)
        {
            var at = _next[word] + 1;
            while (at < found.Length && found[at].Word != words[word].Word)
            {
                at++;
            }

            _next[word] = at;
            return at < found.Length;
        }
    }
}
