using System.Diagnostics;
using KnowledgeBase.Search;
using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Search.Evaluation;
using KnowledgeBase.Search.Expanding;

namespace KnowledgeBase.Relevance.Crossing;

/// <summary>XQuAD, the language of the question against that of the paragraphs: recall@10 without and with translation.</summary>
internal static class ParagraphsAcross
{
    /// <param name="xquad">The folder of the collections by language.</param>
    /// <param name="dictionaries">A folder of dictionaries.</param>
    /// <param name="vocabularies">A folder of vocabularies.</param>
    /// <param name="every">Ask every so many questions.</param>
    /// <param name="only">Languages to take; all when empty.</param>
    public static int Print(string xquad, string dictionaries, string vocabularies, int every, IReadOnlyList<string> only)
    {
        string[] languages = [.. Directory.EnumerateDirectories(xquad).Select(d => Path.GetFileName(d)).Where(l => only.Count == 0 || only.Contains(l)).Order(StringComparer.Ordinal)];
        var knowledge = Knowledge.Open(vocabularies, dictionaries, []);
        var clock = Stopwatch.StartNew();
        var before = new Dictionary<(string Asked, string Written), double>();
        var after = new Dictionary<(string Asked, string Written), double>();
        double milliseconds = 0;
        var asked = 0;
        foreach (var written in languages)
        {
            var folder = Directory.CreateTempSubdirectory("kb-across-").FullName;
            using var index = EmbeddedSearchIndex.Open(Path.Combine(folder, "lucene"), knowledge);
            index.ReplaceAll(RetrievalEvaluation.Corpus(Path.Combine(xquad, written)));
            foreach (var language in languages)
            {
                var queries = MixedArchive.Queries(Path.Combine(xquad, language), every, Path.Combine(xquad, written));
                before[(language, written)] = Recall(index, queries, language, expand: false, ref milliseconds);
                milliseconds = language == languages[0] && written == languages[0] ? 0 : milliseconds;
                after[(language, written)] = language == written ? before[(language, written)] : Recall(index, queries, language, expand: true, ref milliseconds);
                asked += queries.Count;
            }

            index.Dispose();
            Directory.Delete(folder, recursive: true);
        }

        Table("without translation", languages, before);
        Table("with dictionaries and vocabularies", languages, after);
        var pairs = before.Keys.Where(k => k.Asked != k.Written).ToList();
        Console.WriteLine($"mean over {pairs.Count} pairs: {pairs.Average(p => before[p]):0.000} before, {pairs.Average(p => after[p]):0.000} after; "
            + $"{milliseconds / Math.Max(1, asked):0.0} ms a question (both searches), {clock.Elapsed.TotalSeconds:0} s, {knowledge.DictionaryWords} words of dictionaries, {GC.GetTotalMemory(true) >> 20} MB");
        return 0;
    }

    private static double Recall(EmbeddedSearchIndex index, List<(string Query, HashSet<string> Right)> queries, string language, bool expand, ref double milliseconds)
    {
        double found = 0;
        foreach (var (query, right) in queries)
        {
            var result = index.Search(new SearchRequest { Query = query, Language = language, Size = 10, SnippetsPerHit = 0, Expand = expand });
            found += result.Hits.Any(h => right.Contains(h.Id)) ? 1 : 0;
            milliseconds += result.TookMilliseconds;
        }

        return found / Math.Max(1, queries.Count);
    }

    private static void Table(string title, string[] languages, Dictionary<(string Asked, string Written), double> recall)
    {
        Console.WriteLine($"\nrecall@10 {title}; a row is the language of the question, a column that of the paragraphs\n");
        Console.WriteLine($"| | {string.Join(" | ", languages)} |\n| --- |{string.Concat(languages.Select(_ => " --- |"))}");
        foreach (var asked in languages)
        {
            Console.WriteLine($"| {asked} | {string.Join(" | ", languages.Select(w => recall[(asked, w)].ToString("0.00")))} |");
        }
    }
}
