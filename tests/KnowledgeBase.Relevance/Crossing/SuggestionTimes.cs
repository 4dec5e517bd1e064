using System.Diagnostics;
using KnowledgeBase.Cli.Lucene;
using KnowledgeBase.Search;
using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Search.Evaluation;

namespace KnowledgeBase.Relevance.Crossing;

/// <summary>How much processor time completions take with so many titles: made of the words of the collections' texts, in their order.</summary>
internal static class SuggestionTimes
{
    public static int Print(string evaluation, string folder, int titles)
    {
        using var index = EmbeddedSearchIndex.Open(Path.Combine(folder, "lucene"));
        var clock = Stopwatch.StartNew();
        if (index.NeedsRebuild || index.Statistics().Documents == 0)
        {
            index.ReplaceAll(Documents(evaluation, titles));
            Console.WriteLine($"{index.Statistics()} in {clock.Elapsed.TotalSeconds:0} s");
        }

        var random = new Random(3);
        var typed = Documents(evaluation, titles).Where((_, i) => i % Math.Max(1, titles / 500) == 0).Select(d => d.Title).ToList();
        var times = new SortedDictionary<int, List<double>>();
        foreach (var title in typed)
        {
            for (var length = 1; length <= Math.Min(20, title.Length); length += length < 4 ? 1 : 4)
            {
                var begun = ThreadClock.Microseconds();
                index.Suggest(title[..length], Reader.Anonymous, "en", 8);
                if (!times.TryGetValue(length, out var list))
                {
                    times.Add(length, list = []);
                }

                list.Add((ThreadClock.Microseconds() - begun) / 1000);
            }
        }

        Console.WriteLine("| letters typed | median ms | 99 of 100 | longest |\n| --- | --- | --- | --- |");
        foreach (var (length, list) in times)
        {
            list.Sort();
            Console.WriteLine($"| {length} | {list[list.Count / 2]:0.00} | {list[list.Count * 99 / 100]:0.00} | {list[^1]:0.00} |");
        }

        return 0;
    }

    private static IEnumerable<IndexedDocument> Documents(string evaluation, int titles)
    {
        var words = MixedArchive.Collections(evaluation).SelectMany(n => RetrievalEvaluation.Corpus(Path.Combine(evaluation, n)).Take(300))
            .SelectMany(d => d.Pages[0].Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToArray();
        var random = new Random(5);
        for (var i = 0; i < titles; i++)
        {
            var at = random.Next(words.Length - 10);
            yield return new IndexedDocument
            {
                Id = "t" + i,
                Revision = 1,
                Visibility = i % 10 == 0 ? Visibility.Draft : Visibility.Public,
                Title = string.Join(' ', words[at..(at + random.Next(3, 10))]),
                Language = "und",
                Authors = [words[random.Next(2000)] + " " + words[random.Next(20_000)]],
                Pages = [],
            };
        }
    }
}
