using KnowledgeBase.Engine.Searching;
using KnowledgeBase.Search;
using KnowledgeBase.Search.Evaluation;
using KnowledgeBase.Text;

namespace KnowledgeBase.Relevance.Layout;

/// <summary>One body for all languages against a field for each: size, work, and which words meet.</summary>
internal static class LanguageLayouts
{
    private const int Queries = 600;
    private const int Runs = 9;
    private const int ShortestWord = 4;
    private const char LatinEnd = '\u0250';

    /// <param name="folder">The collections, each with its corpus.</param>
    /// <param name="every">Every how manieth text is taken.</param>
    public static int Print(string folder, int every)
    {
        var texts = Texts(folder, every);
        var languages = texts.GroupBy(t => t.Language).Where(g => g.Count() * 1000 > texts.Count).OrderByDescending(g => g.Count()).Select(g => g.Key).ToList();
        texts.RemoveAll(t => !languages.Contains(t.Language));
        var pairs = Pairs(texts);
        Console.WriteLine($"{texts.Count} texts in {languages.Count} languages ({string.Join(' ', languages)}), {pairs.Count} pairs of words\n");
        Console.WriteLine("| layout | MB | indexing, CPU s | AND, median µs | Latin | p90 | hits | phrase, median µs | Latin | p90 | hits | AND over two languages | phrase over two languages |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        Warm(texts);
        foreach (var layout in (BodyLayout[])[new OneBody(), new FieldPerLanguage(), new StemsPerLanguage()])
        {
            var place = Directory.CreateTempSubdirectory("kb-layout-").FullName;
            try
            {
                using var index = LayoutIndex.Build(layout, texts.Select(t => new[] { t }), place);
                var and = Time(index.Searcher(), pairs, p => layout.And(p, languages));
                var phrase = Time(index.Searcher(), pairs, p => layout.Phrase(p, languages));
                var (both, side) = Meeting(layout, texts, languages);
                Console.WriteLine($"| {layout.Name} | {index.Bytes / 1e6:0.0} | {index.Seconds:0.0} | {and} | {phrase} | {both} | {side} |");
            }
            finally
            {
                Directory.Delete(place, recursive: true);
            }
        }

        return 0;
    }

    /// <summary>So that the first layout does not pay for what the machine learns while it is built.</summary>
    private static void Warm(List<Passage> texts)
    {
        var place = Directory.CreateTempSubdirectory("kb-layout-").FullName;
        using (LayoutIndex.Build(new FieldPerLanguage(), texts.Where((_, i) => i % 4 == 0).Select(t => new[] { t }), place))
        {
        }

        Directory.Delete(place, recursive: true);
    }

    private static List<Passage> Texts(string folder, int every) =>
        [.. Directory.EnumerateFiles(folder, "corpus.jsonl*", SearchOption.AllDirectories).Select(f => Path.GetDirectoryName(f)!).Order(StringComparer.Ordinal)
            .SelectMany(RetrievalEvaluation.Corpus).Where((_, i) => i % every == 0)
            .Select(d => new Passage(d.Title.Length > 0 ? d.Title + "\n" + d.Pages[0].Text : d.Pages[0].Text, d.Language))];

    /// <summary>Neighbouring words that say something, from texts spread over all languages that write words apart.</summary>
    private static List<string> Pairs(List<Passage> texts)
    {
        var pairs = new List<string>();
        foreach (var language in texts.GroupBy(t => t.Language))
        {
            var own = language.Select((t, i) => Pair(t, i)).OfType<string>().Distinct().ToList();
            var wanted = Math.Max(1, Queries / texts.Select(t => t.Language).Distinct().Count());
            pairs.AddRange(own.Where((_, i) => i % Math.Max(1, own.Count / wanted) == 0).Take(wanted));
        }

        return pairs;
    }

    private static string? Pair(Passage text, int salt)
    {
        var tokens = new List<Token>();
        TextAnalyzer.Analyze(text.Text, text.Language, tokens);
        var fits = Enumerable.Range(0, Math.Max(0, tokens.Count - 1)).Where(i => Fits(tokens[i]) && Fits(tokens[i + 1]) && tokens[i + 1].PositionIncrement == 1 && tokens[i].Folded != tokens[i + 1].Folded).ToList();
        return fits.Count == 0 ? null : tokens[fits[salt % fits.Count]].Exact + " " + tokens[fits[salt % fits.Count] + 1].Exact;

        bool Fits(Token token) => token.Kind == TokenKind.Word && token.Folded.Length >= ShortestWord && token.Folded.All(char.IsLetter) && !CommonWords.Contains(text.Language, token.Folded);
    }

    /// <summary>Median, that of Latin letters alone, and ninth decile of the processor time a query, ten best and exact count; and all hits together.</summary>
    private static string Time(IndexSearcher searcher, List<string> pairs, Func<string, Query> asked)
    {
        long hits = 0;
        var times = pairs.Select(pair =>
        {
            var query = asked(pair);
            hits += searcher.Search(query, 10, int.MaxValue).TotalHits;
            return (Latin: pair[0] < LatinEnd, Time: ProcessorClock.Median(Runs, () => searcher.Search(query, 10, int.MaxValue)));
        }).OrderBy(t => t.Time).ToList();
        return $"{ProcessorClock.Median(times.Select(t => t.Time)):0.0} | {ProcessorClock.Median(times.Where(t => t.Latin).Select(t => t.Time)):0.0} | {times[times.Count * 9 / 10].Time:0.0} | {hits}";
    }

    /// <summary>
    /// Documents of two passages in two languages, one after the other: how many are found by the last word of the first and
    /// the first of the second, as an AND and as a phrase.
    /// </summary>
    private static (string And, string Phrase) Meeting(BodyLayout layout, List<Passage> texts, IReadOnlyList<string> languages)
    {
        var seams = new List<(IReadOnlyList<Passage> Passages, string Seam)>();
        for (var i = 0; i < texts.Count && seams.Count < 100; i += Math.Max(1, texts.Count / 400))
        {
            var (one, other) = (texts[i], texts[(i + (texts.Count / 2)) % texts.Count]);
            if (one.Language != other.Language && Last(one) is { } last && First(other) is { } first)
            {
                seams.Add(([one, other], last + " " + first));
            }
        }

        var place = Directory.CreateTempSubdirectory("kb-layout-").FullName;
        try
        {
            using var index = LayoutIndex.Build(layout, seams.Select(s => s.Passages), place);
            return (Found(s => layout.And(s, languages)), Found(s => layout.Phrase(s, languages)));

            string Found(Func<string, Query> query) =>
                $"{seams.Where((s, i) => index.Searcher().Search(query(s.Seam), seams.Count, int.MaxValue).Hits.Any(h => h.Doc == i)).Count()}/{seams.Count}";
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }

    private static string? Last(Passage passage) => Edge(passage, last: true);

    private static string? First(Passage passage) => Edge(passage, last: false);

    private static string? Edge(Passage passage, bool last)
    {
        var tokens = new List<Token>();
        TextAnalyzer.Analyze(passage.Text, passage.Language, tokens);
        return tokens.Count > 0 && (last ? tokens[^1] : tokens[0]) is { Kind: TokenKind.Word } token && token.Folded.All(char.IsLetterOrDigit) ? token.Exact : null;
    }
}
