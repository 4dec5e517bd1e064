using KnowledgeBase.Text.Detection;
using KnowledgeBase.Text.Languages;

namespace KnowledgeBase.Text;

/// <summary>
/// Tells which language a text is in: by its script where that settles it, else by naive Bayes over character
/// 1- to 4-grams (W. Cavnar and J. Trenkle 1994 for the grams; the counts are from the Universal Declaration of Human
/// Rights) and the function words of the languages. Safe for any number of threads.
/// </summary>
public static class LanguageDetector
{
    /// <summary>Letters looked at; more change nothing.</summary>
    public const int LettersRead = 2000;

    private const double LeastProbability = 0.2;

    /// <summary>The likeliest language of a text.</summary>
    /// <param name="text">Any UTF-16; its first 2 000 letters are looked at.</param>
    /// <param name="prior">The language expected, from metadata or from the document's other pages; it decides what the text itself leaves open, so it matters for short texts only.</param>
    public static DetectedLanguage Detect(ReadOnlySpan<char> text, string? prior = null)
    {
        var best = Candidates(text, prior)[0];
        return best.Probability < LeastProbability ? new DetectedLanguage(LanguageCode.Undetermined, 0) : best;
    }

    /// <summary>All languages with a probability of at least one in a hundred, likeliest first; never empty ("und" alone when there is no letter).</summary>
    /// <inheritdoc cref="Detect" path="/param"/>
    public static IReadOnlyList<DetectedLanguage> Candidates(ReadOnlySpan<char> text, string? prior = null)
    {
        Span<double> probabilities = stackalloc double[LanguageModel.Default.Languages.Length];
        var settled = LanguageScores.Of(text, prior, probabilities);
        if (settled is not null)
        {
            return [new DetectedLanguage(settled, settled == LanguageCode.Undetermined ? 0 : 1)];
        }

        var found = new List<DetectedLanguage>();
        for (var i = 0; i < probabilities.Length; i++)
        {
            if (probabilities[i] >= 0.01)
            {
                found.Add(new DetectedLanguage(LanguageModel.Default.Languages[i].Code, probabilities[i]));
            }
        }

        found.Sort((a, b) => b.Probability.CompareTo(a.Probability));
        return found;
    }

    /// <summary>
    /// Cuts a text into stretches of one language each, in order and without gaps, for pages that mix languages;
    /// a text of one language is one stretch, an empty one none.
    /// </summary>
    /// <inheritdoc cref="Detect" path="/param"/>
    public static IReadOnlyList<LanguagePassage> Passages(ReadOnlySpan<char> text, string? prior = null) =>
        PassageDetector.Find(text, prior);

    /// <summary>
    /// The same for a page that is mostly in one language, with passages of another only where there is no doubt; none when
    /// samples of the page are all in that language.
    /// </summary>
    /// <param name="text">A page.</param>
    /// <param name="language">Its language.</param>
    public static IReadOnlyList<LanguagePassage> MixedPassages(ReadOnlySpan<char> text, string language) => MixedText.Passages(text, language);
}
