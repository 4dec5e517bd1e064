using System.Buffers;
using KnowledgeBase.Text.Languages;

namespace KnowledgeBase.Text.Detection;

/// <summary>The probability of each language of the model for one text.</summary>
internal static class LanguageScores
{
    // Grams of one word overlap, so their logarithms overstate: they are divided by this.
    private const double Temperature = 3;

    // What a function word says for the languages that have it, as a logarithm.
    private const double FunctionWord = 16;

    // How much likelier the expected language is before a letter is read, as a logarithm.
    private const double Expected = 24;

    // Japanese always has kana between its Chinese characters; a Chinese text quotes a few at most.
    private const double LeastKana = 0.08;

    /// <summary>Fills the probabilities, or says outright which language the script settles.</summary>
    internal static string? Of(ReadOnlySpan<char> text, string? prior, Span<double> probabilities)
    {
        Span<int> letters = stackalloc int[(int)Script.Count];
        letters.Clear();
        text = Head(text, letters);
        var script = Dominant(letters);
        if (script == Script.None)
        {
            return LanguageCode.Undetermined;
        }

        var expected = prior is null ? null : LanguageCode.Normalize(prior);
        if (Scripts.Language(script) is { } settled)
        {
            return settled == "he" && expected == "yi" ? "yi"
                : settled == "hi" && expected is "mr" or "ne" or "sa" ? expected
                : settled == "am" && expected == "ti" ? "ti"
                : settled == "zh" && letters[(int)Script.Kana] == 0 && expected == "ja" ? "ja"
                : settled;
        }

        Score(text, script, expected, probabilities);
        return null;
    }

    /// <summary>The beginning of the text that has enough letters, which are counted by script.</summary>
    private static ReadOnlySpan<char> Head(ReadOnlySpan<char> text, scoped Span<int> letters)
    {
        var read = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var script = Scripts.Of(text[i]);
            if (script == Script.None)
            {
                continue;
            }

            letters[(int)script]++;
            if (++read == LanguageDetector.LettersRead)
            {
                return text[..(i + 1)];
            }
        }

        return text;
    }

    private static Script Dominant(ReadOnlySpan<int> letters)
    {
        var han = letters[(int)Script.Han];
        var kana = letters[(int)Script.Kana];
        var best = Script.None;
        var most = 0;
        for (var i = 1; i < letters.Length; i++)
        {
            // A character of Chinese, Japanese or Korean says as much as two or three letters.
            var weight = letters[i] * ((Script)i is Script.Han or Script.Kana or Script.Hangul ? 3 : 1);
            if ((Script)i is Script.Han)
            {
                weight += 3 * kana;
            }

            if (weight > most)
            {
                (best, most) = ((Script)i, weight);
            }
        }

        return best == Script.Han && kana >= LeastKana * (han + kana) && kana > 0 ? Script.Kana : best;
    }

    private static void Score(ReadOnlySpan<char> text, Script script, string? expected, Span<double> scores)
    {
        var model = LanguageModel.Default;
        scores.Clear();
        var buffer = ArrayPool<char>.Shared.Rent(text.Length + 2);
        var words = buffer.AsSpan(0, GramReader.Write(text, script, buffer.AsSpan(0, text.Length + 2)));
        Span<int> grams = stackalloc int[GramReader.LongestGram + 1];
        grams.Clear();
        for (var start = 0; start < words.Length; start++)
        {
            for (var n = 1; n <= GramReader.LongestGram && start + n <= words.Length; n++)
            {
                if (GramReader.IsInsideWord(words.Slice(start, n)))
                {
                    grams[n]++;
                    model.Add(GramReader.Gram(words, start, n), scores);
                }
            }
        }

        foreach (var range in ((ReadOnlySpan<char>)words).Split(' '))
        {
            FunctionWords.Add(words[range], FunctionWord, scores);
        }

        ArrayPool<char>.Shared.Return(buffer);
        Finish(model, script, expected, grams, scores);
    }

    private static void Finish(LanguageModel model, Script script, string? expected, ReadOnlySpan<int> grams, Span<double> scores)
    {
        var best = double.NegativeInfinity;
        for (var i = 0; i < scores.Length; i++)
        {
            if (model.Languages[i].Script != script)
            {
                scores[i] = double.NegativeInfinity;
                continue;
            }

            for (var n = 1; n < grams.Length; n++)
            {
                scores[i] += grams[n] * model.Unseen(n, i);
            }

            scores[i] += model.Languages[i].Code == expected ? Expected : 0;
            scores[i] /= Temperature;
            best = Math.Max(best, scores[i]);
        }

        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = Math.Exp(scores[i] - best);
            sum += scores[i];
        }

        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] /= sum;
        }
    }
}
