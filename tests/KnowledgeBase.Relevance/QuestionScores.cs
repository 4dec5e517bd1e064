using System.Diagnostics;
using KnowledgeBase.Search;
using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Search.Expanding;
using KnowledgeBase.Text;
using KnowledgeBase.Text.Translation;

namespace KnowledgeBase.Relevance;

/// <summary>
/// Success@3 at the page: among the first three hits the right document, and one of its first three snippet pages among the
/// right pages. PDFs are read by poppler, other formats roughly: what is measured is the search, not the extraction.
/// </summary>
internal static class QuestionScores
{
    /// <param name="corpus">Folder of files.</param>
    /// <param name="questions">The table of questions.</param>
    /// <param name="kept">A folder that keeps the index for the next run; null for none.</param>
    /// <param name="dictionaries">A folder of dictionaries; null for those installed.</param>
    public static int Print(string corpus, string questions, string? kept, string? dictionaries)
    {
        var folder = kept ?? Directory.CreateTempSubdirectory("kb-questions-").FullName;
        try
        {
            using var index = EmbeddedSearchIndex.Open(Path.Combine(folder, "lucene"), Knowledge.Open(Path.Combine(folder, "vocabularies"), dictionaries ?? DictionaryShelf.DebianFolder, []));
            if (!index.NeedsRebuild && index.Statistics().Documents > 0)
            {
                Ask(index, questions);
                return 0;
            }

            var clock = Stopwatch.StartNew();
            foreach (var file in Directory.EnumerateFiles(corpus).Order(StringComparer.Ordinal))
            {
                if (RoughText.Pages(file) is { Count: > 0 } pages)
                {
                    index.Put(Document(file, pages));
                }
            }

            index.Commit();
            Console.WriteLine($"{index.Statistics()} in {clock.Elapsed.TotalSeconds:0} s");
            Ask(index, questions);
            return 0;
        }
        finally
        {
            if (kept is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    internal static IndexedDocument Document(string file, IReadOnlyList<string> pages)
    {
        var prior = LanguageDetector.Detect(string.Join('\n', pages.Take(5))).Language;
        return new IndexedDocument
        {
            Id = Path.GetFileName(file),
            Revision = 1,
            Visibility = Visibility.Public,
            Title = pages[0].Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.Length > 8) ?? "",
            Language = prior,
            HasPages = file.EndsWith(".pdf", StringComparison.Ordinal),
            PageCount = pages.Count,
            Pages = [.. pages.Select((t, i) => new IndexedPage(i + 1, t, LanguageDetector.Detect(t, prior).Language))],
        };
    }

    private static void Ask(EmbeddedSearchIndex index, string questions)
    {
        var rows = File.ReadLines(questions).Skip(1).Select(l => l.Split('\t')).Select(p =>
        {
            var result = index.Search(new SearchRequest { Query = p[1], Language = p[2], Size = 10 });
            var rank = result.Hits.ToList().FindIndex(h => h.Id == p[4]);
            var pages = rank < 0 ? [] : result.Hits[rank].Snippets.Select(s => s.Page).ToList();
            var right = p[5] == "0" || p[5].Split(',').Select(int.Parse).Intersect(pages.Take(3)).Any();
            var success = rank is >= 0 and < 3 && right;
            return (Kind: p[3], Success: success, Line: $"{p[0]} {p[3]} rank {(rank < 0 ? "-" : rank + 1)} pages {string.Join(',', pages)} want {p[5]} total {result.Total}: {p[1]} (also: {string.Join(", ", result.Expansions.Select(e => $"{e.Term} {e.Language}"))})", result.TookMilliseconds);
        }).ToList();
        foreach (var row in rows.Where(r => !r.Success))
        {
            Console.WriteLine(row.Line);
        }

        foreach (var kind in rows.GroupBy(r => r.Kind))
        {
            Console.WriteLine($"{kind.Key} {kind.Count(r => r.Success)}/{kind.Count()}");
        }

        Console.WriteLine($"all {rows.Count(r => r.Success)}/{rows.Count}, median {rows.Select(r => r.TookMilliseconds).Order().ElementAt(rows.Count / 2):0.0} ms a query");
    }
}
