using System.Diagnostics;
using System.Globalization;
using KnowledgeBase.Search;
using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Search.Evaluation;
using KnowledgeBase.Search.Expanding;
using KnowledgeBase.Text;

namespace KnowledgeBase.Relevance.Crossing;

/// <summary>
/// Did-you-mean: words of at least six letters with at least five occurrences in the texts of a language, one random edit
/// each; and words that are right: those themselves, rare ones, and ones of texts that were kept out of the archive.
/// </summary>
internal static class SpellingTable
{
    private const int Words = 1000;
    private const int Others = 300;
    private const int LeastOccurrences = 5;
    private const int LeastLetters = 6;
    private const int FewestWords = 300;

    /// <summary>Of so many texts one is kept out of the archive.</summary>
    private const int KeptOut = 10;

    /// <param name="evaluation">The folder of collections.</param>
    /// <param name="folder">Where the indexes lie, one of all collections or one for each language.</param>
    /// <param name="dictionaries">A folder of dictionaries; "none" for none.</param>
    /// <param name="alone">Each language in an archive of its own.</param>
    /// <param name="only">The languages; none for all.</param>
    public static int Print(string evaluation, string folder, string dictionaries, bool alone, IReadOnlyList<string> only)
    {
        var texts = MixedArchive.Collections(evaluation)
            .SelectMany(name => RetrievalEvaluation.Corpus(Path.Combine(evaluation, name)).Select(d => d with { Id = name + "/" + d.Id, Collection = name })).ToList();
        var (held, kept) = (texts.Where((_, i) => i % KeptOut != 0).ToList(), texts.Where((_, i) => i % KeptOut == 0).ToList());
        var counts = Count(held);
        var unseen = Count(kept);
        var random = new Random(11);
        Console.WriteLine("| language | words | right first | other word | none | with no language known | right words corrected | rare words corrected | unseen right words corrected | right words of other languages corrected | ms |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        var mixed = alone ? null : Open(folder, dictionaries, held);
        foreach (var (language, words) in counts.Where(c => only.Count == 0 || only.Contains(c.Key)).OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            var known = Taken(words, c => c >= LeastOccurrences, Words);
            if (known.Count < FewestWords)
            {
                continue;
            }

            var index = mixed ?? Open(Path.Combine(folder, language), dictionaries, [.. held.Where(d => d.Language == language)]);
            var slips = new Random(7);
            var letters = words.Where(w => w.Value >= LeastOccurrences && w.Key.All(char.IsLetter)).SelectMany(w => w.Key).Distinct().Order().ToArray();
            var edits = known.Select(w => (Meant: w, Typed: Slip(w, letters, slips))).ToList();
            var clock = Stopwatch.StartNew();
            var answers = edits.ConvertAll(e => (e.Meant, e.Typed, Got: Suggestion(index, e.Typed, language)));
            var milliseconds = clock.Elapsed.TotalMilliseconds / edits.Count;
            var right = answers.Count(a => a.Got == a.Meant);
            var none = answers.Count(a => a.Got is null);
            var unknown = edits.Count(e => Suggestion(index, e.Typed, "") == e.Meant);
            var spoiled = known.Where(w => Suggestion(index, w, language) is not null).ToList();
            var rare = Taken(words, c => c < LeastOccurrences, Others);
            var rareSpoiled = rare.Where(w => Suggestion(index, w, language) is not null).ToList();
            var fresh = Taken(unseen.GetValueOrDefault(language, []).Where(w => !words.ContainsKey(w.Key)), _ => true, Others);
            var freshSpoiled = fresh.Where(w => Suggestion(index, w, language) is not null).ToList();
            var foreign = alone ? [] : counts.Where(c => c.Key != language && c.Value.Count > 5000).SelectMany(c => Taken(c.Value, n => n >= LeastOccurrences, 40)).ToList();
            var foreignSpoiled = foreign.Where(w => Suggestion(index, w, language) is not null).ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {language} | {known.Count} | {(double)right / known.Count:0.000} | {(double)(known.Count - right - none) / known.Count:0.000} | {(double)none / known.Count:0.000} | {(double)unknown / known.Count:0.000} | {(double)spoiled.Count / known.Count:0.0000} | {Share(rareSpoiled, rare)} | {Share(freshSpoiled, fresh)} | {Share(foreignSpoiled, foreign)} | {milliseconds:0.0} |"));
            foreach (var (meant, typed, got) in answers.Where(a => a.Got != a.Meant).OrderBy(_ => random.Next()).Take(25))
            {
                Console.Error.WriteLine($"{language} {typed} for {meant}: {got ?? "nothing"}");
            }

            foreach (var word in spoiled.Take(10).Concat(rareSpoiled.Take(10)).Concat(freshSpoiled.Take(10)).Concat(foreignSpoiled.Take(10)))
            {
                Console.Error.WriteLine($"{language} {word} was right: {Suggestion(index, word, language)}");
            }

            if (index != mixed)
            {
                index.Dispose();
            }
        }

        mixed?.Dispose();
        return 0;
    }

    private static EmbeddedSearchIndex Open(string folder, string dictionaries, List<IndexedDocument> documents)
    {
        var index = EmbeddedSearchIndex.Open(Path.Combine(folder, "lucene"), Knowledge.Open(Path.Combine(folder, "vocabularies"), dictionaries, []));
        if (index.NeedsRebuild || index.Statistics().Documents != documents.Count)
        {
            index.ReplaceAll(documents);
        }

        return index;
    }

    private static string Share(List<string> spoiled, List<string> all) => all.Count == 0 ? "–" : $"{(double)spoiled.Count / all.Count:0.000} of {all.Count}";

    private static List<string> Taken(IEnumerable<KeyValuePair<string, int>> words, Func<int, bool> wanted, int most)
    {
        var taken = words.Where(w => wanted(w.Value) && w.Key.Length >= LeastLetters && w.Key.All(char.IsLetter)).Select(w => w.Key).Order(StringComparer.Ordinal).ToArray();
        new Random(7).Shuffle(taken);
        return [.. taken.Take(most)];
    }

    private static string? Suggestion(EmbeddedSearchIndex index, string word, string language) =>
        index.Search(new SearchRequest { Query = word, Language = language, Size = 1, SnippetsPerHit = 0 }).Suggestion is { } better ? Fold(better) : null;

    /// <summary>Words that the index takes as single words, folded, by the language of their text.</summary>
    private static Dictionary<string, Dictionary<string, int>> Count(List<IndexedDocument> documents)
    {
        var counts = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        foreach (var document in documents)
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
