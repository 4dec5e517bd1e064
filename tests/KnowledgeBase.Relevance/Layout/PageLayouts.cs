using KnowledgeBase.Cli.Lucene;
using KnowledgeBase.Engine.Searching;
using KnowledgeBase.Search;
using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Text;
using SearchRequest = KnowledgeBase.Search.SearchRequest;

namespace KnowledgeBase.Relevance.Layout;

/// <summary>A question whose answer stands on known pages ("0": anywhere in the document).</summary>
internal sealed record PageQuestion(string Text, string Language, string Kind, string File, IReadOnlyList<int> Pages);

/// <summary>
/// The product's index document for each document, with its scoring of pages, against an index document for each page.
/// A hit of either is a document with its three best pages: the pages of the page index are gathered by document.
/// </summary>
internal static class PageLayouts
{
    private const int PagesLookedAt = 300;
    private const int Runs = 3;

    public static int Print(string corpus, string table)
    {
        var documents = Directory.EnumerateFiles(corpus).Order(StringComparer.Ordinal).Select(f => (File: f, Pages: RoughText.Pages(f))).Where(d => d.Pages.Count > 0)
            .Select(d => QuestionScores.Document(d.File, d.Pages)).ToList();
        var questions = File.ReadLines(table).Skip(1).Select(l => l.Split('\t'))
            .Select(p => new PageQuestion(p[1], p[2], p[3], p[4], [.. p[5].Split(',').Select(int.Parse)])).ToList();
        Console.WriteLine($"{documents.Count} documents, {documents.Sum(d => d.Pages.Count)} pages, {questions.Count} questions\n");
        var kinds = questions.Select(q => q.Kind).Distinct().ToList();
        Console.WriteLine($"| index | MB | indexing, CPU s | query, median CPU µs | {string.Join(" | ", kinds)} | all | right page first | MRR of the document |");
        Console.WriteLine($"| --- | --- | --- | --- | {string.Join(" | ", kinds.Select(_ => "---"))} | --- | --- | --- |");
        InFolder(place => OfDocuments(documents, questions, kinds, place));
        InFolder(place => OfPages(documents, questions, kinds, place));
        InFolder(place => Meeting(documents, questions, place));
        return 0;
    }

    private static void OfDocuments(List<IndexedDocument> documents, List<PageQuestion> questions, List<string> kinds, string place)
    {
        var folder = Path.Combine(place, "lucene");
        using var index = EmbeddedSearchIndex.Open(folder);
        var begun = ThreadClock.Microseconds();
        documents.ForEach(index.Put);
        index.Commit();
        var seconds = (ThreadClock.Microseconds() - begun) / 1e6;
        Row($"a document each (the product, with titles, columns and texts) | {new DirectoryInfo(folder).EnumerateFiles().Sum(f => f.Length) / 1e6:0.0} | {seconds:0.0}", questions, kinds, q =>
            [.. index.Search(new SearchRequest { Query = q.Text, Language = q.Language, Size = 10 }).Hits.Select(h => (h.Id, h.Snippets.Select(s => s.Page).ToList()))]);
    }

    private static void OfPages(List<IndexedDocument> documents, List<PageQuestion> questions, List<string> kinds, string place)
    {
        var pages = documents.SelectMany(d => d.Pages.Select(p => (Document: d, Page: p))).ToList();
        var languages = pages.Select(p => p.Page.Language).Distinct().ToList();
        using var index = LayoutIndex.Build(new OneBody(), pages.Select(p => (Passage[])[new(p.Page.Text, p.Page.Language), new(p.Document.Title, p.Document.Language, "title")]), place);
        foreach (var (b, title) in ((float, float)[])[(0.75f, 0), (0.75f, 1), (0.4f, 0), (0.4f, 1)])
        {
            var searcher = index.Searcher(b: b);
            Row($"a page each, b {b}{(title > 0 ? ", title" : "")} | {index.Bytes / 1e6:0.0} | {index.Seconds:0.0}", questions, kinds, q =>
                [.. searcher.Search(Query(q, languages, title), PagesLookedAt, int.MaxValue).Hits.Select(h => pages[h.Doc])
                    .GroupBy(p => p.Document.Id).Select(g => (g.Key, g.Take(3).Select(p => p.Page.Number).ToList()))]);
        }
    }

    /// <summary>Any of the words, each a group; common words weigh a fifth, as in the product.</summary>
    private static BooleanQuery Query(PageQuestion question, IReadOnlyList<string> present, float title)
    {
        var candidates = LanguageDetector.Candidates(question.Text, question.Language);
        var plausible = candidates.Where(c => c.Probability >= 0.05).Select(c => c.Language).Append(question.Language).ToHashSet();
        var languages = question.Text.Split(' ').Length <= 3 || candidates[0].Probability < 0.9 ? present : [.. present.Where(plausible.Contains)];
        var words = BodyLayout.Words(question.Text, languages);
        return BooleanQuery.Or([.. words.SelectMany(w => Fields(w).Select(f =>
            CommonWords.Contains(candidates[0].Language, w.Folded) ? (Query)new BoostQuery(f, 0.2f) : f))]);

        IEnumerable<Query> Fields(QueryToken word) => title > 0
            ? [BodyLayout.Group("body", word, languages, t => t), new BoostQuery(BodyLayout.Group("title", word, languages, t => t), title)]
            : [BodyLayout.Group("body", word, languages, t => t)];
    }

    private static void Row(string name, List<PageQuestion> questions, List<string> kinds, Func<PageQuestion, List<(string File, List<int> Pages)>> search)
    {
        var answered = questions.Select(q => (Question: q, Found: search(q), Time: ProcessorClock.Median(Runs, () => search(q)))).ToList();
        var counts = kinds.Select(k => $"{answered.Count(a => a.Question.Kind == k && Right(a.Question, a.Found, 3))}/{questions.Count(q => q.Kind == k)}");
        Console.WriteLine($"| {name} | {ProcessorClock.Median(answered.Select(a => a.Time)):0} | {string.Join(" | ", counts)} | {answered.Count(a => Right(a.Question, a.Found, 3))}/{questions.Count} | {answered.Count(a => Right(a.Question, a.Found, 1))}/{questions.Count} | {answered.Average(a => Reciprocal(a.Found.FindIndex(f => f.File == a.Question.File))):0.000} |");
        Console.Error.WriteLine($"{name}: not {string.Join("; ", answered.Where(a => !Right(a.Question, a.Found, 3) && a.Question.Kind == "mono").Select(a => a.Question.Text))}");
    }

    private static double Reciprocal(int rank) => rank < 0 ? 0 : 1.0 / (rank + 1);

    /// <summary>How often the words of a question, but for the commonest, meet in the right document, and on a right page of it.</summary>
    private static void Meeting(List<IndexedDocument> documents, List<PageQuestion> questions, string place)
    {
        var pages = documents.SelectMany(d => d.Pages.Select(p => (File: d.Id, p.Number))).ToList();
        var languages = documents.SelectMany(d => d.Pages.Select(p => p.Language)).Distinct().ToList();
        using var whole = LayoutIndex.Build(new OneBody(), documents.Select(d => d.Pages.Select(p => new Passage(p.Text, p.Language)).ToList()), Directory.CreateDirectory(Path.Combine(place, "documents")).FullName);
        using var single = LayoutIndex.Build(new OneBody(), documents.SelectMany(d => d.Pages.Select(p => (Passage[])[new(p.Text, p.Language)])), Directory.CreateDirectory(Path.Combine(place, "pages")).FullName);
        var sought = questions.Where(q => q.Kind == "mono").Select(q => (Question: q, Query: BooleanQuery.And([.. BodyLayout.Words(q.Text, languages)
            .Where(w => !CommonWords.Contains(q.Language, w.Folded)).Select(w => (Query)BodyLayout.Group("body", w, languages, t => t))]))).ToList();
        var together = sought.Count(s => whole.Searcher().Search(s.Query, documents.Count, int.MaxValue).Hits.Any(h => documents[h.Doc].Id == s.Question.File));
        var onPage = sought.Count(s => single.Searcher().Search(s.Query, pages.Count, int.MaxValue).Hits.Any(h => pages[h.Doc].File == s.Question.File && s.Question.Pages.Contains(pages[h.Doc].Number)));
        Console.WriteLine($"\nAll words of a question (mono) in the right document: {together}/{sought.Count}; on a right page: {onPage}/{sought.Count}. Index of bodies alone: {whole.Bytes / 1e6:0.0} MB a document each, {single.Bytes / 1e6:0.0} MB a page each.");
    }

    /// <summary>Among the first three documents the right one, and a right page among its first <paramref name="depth"/>.</summary>
    private static bool Right(PageQuestion question, List<(string File, List<int> Pages)> found, int depth)
    {
        var rank = found.FindIndex(f => f.File == question.File);
        return rank is >= 0 and < 3 && (question.Pages.Contains(0) || found[rank].Pages.Take(depth).Intersect(question.Pages).Any());
    }

    private static void InFolder(Action<string> action)
    {
        var place = Directory.CreateTempSubdirectory("kb-layout-").FullName;
        try
        {
            action(place);
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }
}
