using System.Globalization;
using KnowledgeBase.Search;
using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Search.Evaluation;
using KnowledgeBase.Text;

namespace KnowledgeBase.Relevance.Crossing;

/// <summary>
/// Did-you-mean: words of at least six letters with at least five occurrences in the texts of a language, one random edit
/// each; and words that are right, half of which the archive does not hold.
/// </summary>
internal static class SpellingTable
{
    private const int Words = 1000;
    private const int LeastOccurrences = 5;
    private const int LeastLetters = 6;

    public static int Print(string evaluation, string folder, string dictionaries, IReadOnlyList<string> only)
    {
        using var index = MixedArchive.Open(evaluation, folder, dictionaries);
        var counts = Count(evaluation);
        Console.WriteLine("| language | words | right first | other word | none | edit is a word | right words corrected | rare words corrected | unseen right words corrected | ms |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var (language, words) in counts.Where(c => only.Count == 0 || only.Contains(c.Key)).OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            var random = new Random(7);
            var known = words.Where(w => w.Value >= LeastOccurrences && w.Key.Length >= LeastLetters && w.Key.All(char.IsLetter)).Select(w => w.Key).Order(StringComparer.Ordinal).ToArray();
            if (known.Length < 500)
            {
                continue;
            }

            random.Shuffle(known);
            var letters = known.SelectMany(w => w).Distinct().Order().ToArray();
            int right = 0, other = 0, none = 0, real = 0, spoiled = 0, rareSpoiled = 0;
            double milliseconds = 0;
            var taken = known.Take(Words).ToList();
            foreach (var word in taken)
            {
                var wrong = Slip(word, letters, random);
                var result = Search(index, wrong, language);
                milliseconds += result.TookMilliseconds;
                real += result.UnmatchedWords.Count == 0 ? 1 : 0;
                if (result.Suggestion is null)
                {
                    none++;
                }
                else if (Fold(result.Suggestion) == word)
                {
                    right++;
                }
                else
                {
                    other++;
                }

                spoiled += Search(index, word, language).Suggestion is null ? 0 : 1;
            }

            var unseen = Unseen(dictionaries, language, index);
            var unseenSpoiled = unseen.Count(w => Search(index, w, language).Suggestion is not null);
            var rare = words.Where(w => w.Value < LeastOccurrences && w.Key.Length >= LeastLetters && w.Key.All(char.IsLetter)).Select(w => w.Key).Order(StringComparer.Ordinal).ToArray();
            random.Shuffle(rare);
            rare = [.. rare.Take(200)];
            rareSpoiled = rare.Count(w => Search(index, w, language).Suggestion is not null);
            var judged = taken.Count;
            Console.WriteLine($"| {language} | {taken.Count} | {(double)right / judged:0.000} | {(double)other / judged:0.000} | {(double)none / judged:0.000} | {real} | {(double)spoiled / taken.Count:0.0000} | {(double)rareSpoiled / Math.Max(1, rare.Length):0.000} of {rare.Length} | {(unseen.Count > 0 ? $"{(double)unseenSpoiled / unseen.Count:0.000} of {unseen.Count}" : "–")} | {milliseconds / taken.Count:0.0} |");
        }

        return 0;
    }

    private static SearchResult Search(EmbeddedSearchIndex index, string word, string language) =>
        index.Search(new SearchRequest { Query = word, Language = language, Size = 1, SnippetsPerHit = 0, Expand = false });

    /// <summary>Words that the index takes as single words, folded, by the language of their text.</summary>
    private static Dictionary<string, Dictionary<string, int>> Count(string evaluation)
    {
        var counts = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        foreach (var document in MixedArchive.Collections(evaluation).SelectMany(n => RetrievalEvaluation.Corpus(Path.Combine(evaluation, n))))
        {
            if (!counts.TryGetValue(document.Language, out var words))
            {
                counts.Add(document.Language, words = new Dictionary<string, int>(StringComparer.Ordinal));
            }

            foreach (var token in WordForms.Words(document.Pages[0].Text, document.Language).Where(t => t.Kind == TokenKind.Word))
            {
                words[token.Folded] = words.GetValueOrDefault(token.Folded) + 1;
            }
        }

        return counts;
    }

    /// <summary>Headwords of a dictionary of the language that stand nowhere in the archive, in any form.</summary>
    private static List<string> Unseen(string dictionaries, string language, EmbeddedSearchIndex index)
    {
        var file = Directory.Exists(dictionaries) ? Directory.EnumerateFiles(dictionaries, "freedict-*-*.index").FirstOrDefault(f => Three(language) == Path.GetFileName(f)[9..12]) : null;
        if (file is null)
        {
            return [];
        }

        var heads = File.ReadLines(file).Select(l => l.Split('\t')[0]).Where(h => h.Length >= LeastLetters && h.All(char.IsLetter)).ToArray();
        new Random(7).Shuffle(heads);
        return [.. heads.Take(600).Where(h => Search(index, h, language).UnmatchedWords.Count > 0).Take(200)];
    }

    private static string Three(string language) => CultureInfo.GetCultureInfo(language).ThreeLetterISOLanguageName;

    private static string Fold(string word) => string.Concat(WordForms.Words(word, "und").Select(t => t.Folded));

    private static string Slip(string word, char[] letters, Random random)
    {
        while (true)
        {
            var at = random.Next(word.Length);
            var letter = letters[random.Next(letters.Length)];
            var slipped = random.Next(4) switch
            {
                0 => word.Remove(at, 1),
                1 => word.Insert(at, letter.ToString()),
                2 => word[..at] + letter + word[(at + 1)..],
                _ => at + 1 < word.Length ? word[..at] + word[at + 1] + word[at] + word[(at + 2)..] : word,
            };
            if (slipped != word)
            {
                return slipped;
            }
        }
    }
}
