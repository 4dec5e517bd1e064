using KnowledgeBase.Text.Languages;

namespace KnowledgeBase.Text.Detection;

/// <summary>
/// Cuts a text where its language changes: pieces of a sentence or line are scored each for itself, and the cheapest
/// way through them is taken, a change of language costing something (A. Viterbi 1967).
/// </summary>
internal static class PassageDetector
{
    private const int LeastLetters = 25;
    private const double ChangeCost = 6;
    private const double Floor = 1e-6;

    internal static IReadOnlyList<LanguagePassage> Find(ReadOnlySpan<char> text, string? prior)
    {
        var pieces = Pieces(text);
        if (pieces.Count == 0)
        {
            return [];
        }

        var candidates = new List<IReadOnlyList<DetectedLanguage>>(pieces.Count);
        var names = new List<string>();
        foreach (var (start, end) in pieces)
        {
            var found = LanguageDetector.Candidates(text[start..end], prior);
            candidates.Add(found);
            foreach (var one in found)
            {
                if (!names.Contains(one.Language))
                {
                    names.Add(one.Language);
                }
            }
        }

        return Join(pieces, candidates, Path(names, candidates));
    }

    /// <summary>Stretches that end with a line or a sentence and have letters enough to be judged.</summary>
    private static List<(int Start, int End)> Pieces(ReadOnlySpan<char> text)
    {
        var pieces = new List<(int Start, int End)>();
        var start = 0;
        var letters = 0;
        for (var i = 0; i < text.Length; i++)
        {
            letters += char.IsLetter(text[i]) ? Weight(text[i]) : 0;
            var ends = text[i] is '\n' or '。' or '！' or '？' || (text[i] is '.' or '!' or '?' && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1])));
            if (ends && letters >= LeastLetters)
            {
                pieces.Add((start, i + 1));
                (start, letters) = (i + 1, 0);
            }
        }

        if (start < text.Length)
        {
            if (letters < LeastLetters / 2 && pieces.Count > 0)
            {
                pieces[^1] = (pieces[^1].Start, text.Length);
            }
            else
            {
                pieces.Add((start, text.Length));
            }
        }

        return pieces;
    }

    private static int Weight(char c) => Scripts.Of(c) is Script.Han or Script.Kana or Script.Hangul ? 3 : 1;

    private static int[] Path(List<string> names, List<IReadOnlyList<DetectedLanguage>> candidates)
    {
        var cost = new double[names.Count];
        var cameFrom = new int[candidates.Count, names.Count];
        for (var piece = 0; piece < candidates.Count; piece++)
        {
            var cheapest = Array.IndexOf(cost, cost.Min());
            var next = new double[names.Count];
            for (var i = 0; i < names.Count; i++)
            {
                var stays = cost[i] <= cost[cheapest] + ChangeCost;
                cameFrom[piece, i] = stays ? i : cheapest;
                next[i] = (stays ? cost[i] : cost[cheapest] + ChangeCost) - Math.Log(ProbabilityOf(names[i], candidates[piece]));
            }

            cost = next;
        }

        var path = new int[candidates.Count];
        path[^1] = Array.IndexOf(cost, cost.Min());
        for (var piece = candidates.Count - 1; piece > 0; piece--)
        {
            path[piece - 1] = cameFrom[piece, path[piece]];
        }

        return path;
    }

    private static double ProbabilityOf(string language, IReadOnlyList<DetectedLanguage> found)
    {
        if (found[0].Language == LanguageCode.Undetermined)
        {
            // Figures and signs go with whatever surrounds them.
            return 1;
        }

        foreach (var one in found)
        {
            if (one.Language == language)
            {
                return Math.Max(one.Probability, Floor);
            }
        }

        return Floor;
    }

    private static List<LanguagePassage> Join(
        List<(int Start, int End)> pieces, List<IReadOnlyList<DetectedLanguage>> candidates, int[] path)
    {
        var names = candidates.SelectMany(found => found).Select(one => one.Language).Distinct().ToList();
        var passages = new List<LanguagePassage>();
        for (var i = 0; i < pieces.Count;)
        {
            var first = i;
            var weight = 0.0;
            var sum = 0.0;
            for (; i < pieces.Count && path[i] == path[first]; i++)
            {
                var length = pieces[i].End - pieces[i].Start;
                weight += length;
                sum += length * ProbabilityOf(names[path[i]], candidates[i]);
            }

            passages.Add(new LanguagePassage(
                pieces[first].Start, pieces[i - 1].End - pieces[first].Start, new DetectedLanguage(names[path[first]], sum / weight)));
        }

        return passages;
    }
}
