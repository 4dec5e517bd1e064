using System.Text;

namespace KnowledgeBase.Search.Querying;

/// <summary>
/// A whole sentence that somebody typed or pasted. Its brackets, quotes and hyphens are punctuation: in "Wer bezahlt Masken für
/// Patientinnen und -patienten (im Betrieb)?" nothing is left out and nothing demanded; what is quoted is looked for as a phrase, too.
/// </summary>
internal static class Prose
{
    /// <summary>With fewer words a question mark may as well stand for a letter, and quotes are meant.</summary>
    private const int FewestOfQuestion = 3;

    /// <summary>Sentences that are no questions are known by their length: beyond this a query is ranked by weight alone.</summary>
    private const int FewestOfSentence = 7;

    /// <summary>The words of a sentence, without operators; null for what is none, such as a query that names a field.</summary>
    public static IReadOnlyList<string>? WordsOf(string text)
    {
        var fewest = text.AsSpan().TrimEnd() switch
        {
            [.., '?' or '？' or '؟' or ';' or '\u037e'] => FewestOfQuestion,
            [.., '.' or '!' or '。' or '！'] => FewestOfSentence,
            _ => int.MaxValue,
        };
        if (fewest == int.MaxValue || Array.Exists(text.Split((char[]?)null), QueryParser.IsField))
        {
            return null;
        }

        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var isSign = QueryText.IsQuote(text[i]) || text[i] is '(' or ')' or ':' or '+' or '-' or '*' or '~' or '?';
            clean.Append(isSign && !QueryText.IsWithinWord(text, i) ? ' ' : text[i]);
        }

        var words = clean.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(w => QueryText.Trim(w).Length > 0).ToList();
        return words.Count >= fewest ? words : null;
    }

    /// <summary>What a sentence quotes, where it is more than a word.</summary>
    public static IEnumerable<PhraseNode> Quoted(string text)
    {
        var open = -1;
        for (var i = 0; i < text.Length; i++)
        {
            if (!QueryText.IsQuote(text[i]) || QueryText.IsWithinWord(text, i))
            {
                continue;
            }

            if (open >= 0 && QueryText.Phrase(text[(open + 1)..i]) is var phrase && phrase.Contains(' ', StringComparison.Ordinal))
            {
                yield return new PhraseNode(phrase, 0);
            }

            open = open < 0 ? i : -1;
        }
    }
}
