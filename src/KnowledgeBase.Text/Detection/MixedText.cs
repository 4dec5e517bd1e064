using KnowledgeBase.Text.Folding;
using KnowledgeBase.Text.Languages;

namespace KnowledgeBase.Text.Detection;

/// <summary>
/// Tells whether a page that is mostly in one language has passages in others. Nearly all pages have none, so samples are looked at
/// first: judging every sentence of every page would cost a tenth of taking documents in.
/// </summary>
internal static class MixedText
{
    private const int Shortest = 400;
    private const int Longest = 500_000;
    private const int SampleLength = 120;
    private const int FewestSamples = 6;
    private const int MostSamples = 60;
    private const int CharactersPerSample = 2000;
    private const double SampleSure = 0.9;

    /// <summary>What a passage needs to count as of another language: letters, not figures, and no doubt. Rows of names and numbers look like anything.</summary>
    private const int FewestLetters = 100;
    private const double LetterShare = 0.6;
    private const double Sure = 0.95;

    public static IReadOnlyList<LanguagePassage> Passages(ReadOnlySpan<char> text, string language)
    {
        if (text.Length is < Shortest or > Longest || !SamplesDiffer(text, language))
        {
            return [];
        }

        var joined = new List<LanguagePassage>();
        foreach (var passage in PassageDetector.Find(text, language))
        {
            var own = IsOther(text.Slice(passage.Start, passage.Length), passage.Detected, language) ? passage.Detected : new DetectedLanguage(language, 1);
            if (joined is [.., var last] && last.Detected.Language == own.Language)
            {
                joined[^1] = last with { Length = passage.Start + passage.Length - last.Start };
            }
            else
            {
                joined.Add(passage with { Detected = own });
            }
        }

        return joined.Count > 1 || (joined is [var only] && only.Detected.Language != language) ? joined : [];
    }

    private static bool SamplesDiffer(ReadOnlySpan<char> text, string language)
    {
        var samples = Math.Clamp(text.Length / CharactersPerSample, FewestSamples, MostSamples);
        for (var i = 0; i < samples; i++)
        {
            var start = (int)((long)i * (text.Length - SampleLength) / (samples - 1));
            var found = LanguageDetector.Detect(text.Slice(start, SampleLength), language);
            if (found.Language != language && found.Language != LanguageCode.Undetermined && found.Probability >= SampleSure)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOther(ReadOnlySpan<char> passage, DetectedLanguage found, string language)
    {
        if (found.Language == language || found.Language == LanguageCode.Undetermined || found.Probability < Sure)
        {
            return false;
        }

        var (letters, signs, common) = (0, 0, 0);
        for (int at = 0, end; at < passage.Length; at = end)
        {
            for (end = at; end < passage.Length && char.IsLetter(passage[end]); end++)
            {
                continue;
            }

            if (end > at)
            {
                letters += end - at;
                common += Common(passage[at..end], found.Language, language);
            }
            else
            {
                signs += char.IsWhiteSpace(passage[end++]) ? 0 : 1;
            }
        }

        return letters >= FewestLetters && letters >= LetterShare * (letters + signs) && (common > 0 || LanguageTable.Of(found.Language).FunctionWords.Length == 0);
    }

    /// <summary>1 for a word that only the one language is full of, -1 for one of the other: a German sentence of English names is German.</summary>
    private static int Common(ReadOnlySpan<char> word, string one, string other)
    {
        var folded = WordFolding.Fold(WordFolding.Exact(word.ToString()));
        return (CommonWords.Contains(one, folded) ? 1 : 0) - (CommonWords.Contains(other, folded) ? 1 : 0);
    }
}
