using KnowledgeBase.Text.Languages;
using KnowledgeBase.Text.Words;

namespace KnowledgeBase.Text;

/// <summary>
/// Turns text into terms at positions, for the index and for queries. Where words begin and end is the same in every
/// language, so that a query analysed in any of them counts the same positions as the document; only the stems differ.
/// Safe for any number of threads.
/// </summary>
/// <remarks>
/// Scripts that do not write words apart: a Chinese or Japanese character is a position of its own and holds the
/// character and the pair it begins; a Thai, Lao, Khmer or Burmese cluster (a letter with its signs) is a position and
/// holds the pair it begins, and where a word of the dictionary begins, that word. So a phrase matches at any character.
/// </remarks>
public static class TextAnalyzer
{
    /// <summary>True where a word with other accents is another word (the tones of Vietnamese).</summary>
    public static bool AccentsPartWords(string language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return LanguageTable.Of(language).AccentsPartWords;
    }

    /// <summary>Adds the tokens of a document's text, in order of position.</summary>
    /// <param name="text">Any UTF-16, broken surrogates included.</param>
    /// <param name="language">The language of this text: ISO 639-1 (longer and three-letter forms are understood), "und" for none.</param>
    /// <param name="into">Where the tokens are added.</param>
    public static void Analyze(ReadOnlySpan<char> text, string language, List<Token> into)
    {
        ArgumentNullException.ThrowIfNull(language);
        ArgumentNullException.ThrowIfNull(into);
        using var words = WordCache.Rent(LanguageTable.Of(language));
        new DocumentTokens<TokenList>(text, new TokenList(words.Cache, into)).Cut();
    }

    /// <summary>
    /// Adds those of the tokens that <see cref="Analyze"/> adds which stand at some positions. The words between are not looked at,
    /// which takes a small part of the time.
    /// </summary>
    /// <param name="text">Any UTF-16, broken surrogates included.</param>
    /// <param name="language">As for <see cref="Analyze"/>.</param>
    /// <param name="positions">Ascending, with others before and behind the text if need be.</param>
    /// <param name="first">The position of the first token.</param>
    /// <param name="into">Where the tokens are added.</param>
    /// <returns>How many positions the text has.</returns>
    public static int AnalyzeAt(ReadOnlySpan<char> text, string language, ReadOnlySpan<int> positions, int first, List<Token> into)
    {
        ArgumentNullException.ThrowIfNull(language);
        ArgumentNullException.ThrowIfNull(into);
        using var words = WordCache.Rent(LanguageTable.Of(language));
        return new DocumentTokens<TokensAt>(text, new TokensAt(words.Cache, positions, first, into)).Cut().Position + 1 - first;
    }

    /// <summary>Adds the tokens of what a reader typed, each with its forms in the languages asked for.</summary>
    /// <param name="text">A word, some words, or what stands between two quotation marks.</param>
    /// <param name="languages">The languages that are plausible for the query and present in the index.</param>
    /// <param name="use">Words to be found each for itself, or a phrase to be found character for character.</param>
    /// <param name="into">Where the tokens are added.</param>
    public static void AnalyzeQuery(string text, IReadOnlyList<string> languages, QueryUse use, List<QueryToken> into)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(languages);
        ArgumentNullException.ThrowIfNull(into);
        QueryTokens.Add(text, languages, use, into);
    }
}

/// <summary>How the tokens of a query are to be used.</summary>
public enum QueryUse
{
    /// <summary>As words: Thai and its like are cut by the dictionary.</summary>
    Words,

    /// <summary>As a phrase: Thai and its like are cut into pairs of clusters, so that a match may begin anywhere.</summary>
    Phrase,
}
