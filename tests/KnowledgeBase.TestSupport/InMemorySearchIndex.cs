using System.Globalization;
using KnowledgeBase.Search;
using KnowledgeBase.Search.Querying;

namespace KnowledgeBase.TestSupport;

/// <summary>
/// The smallest whole search: every document is looked at for every query. It is the oracle of the contract suite, and what
/// site and pipeline are tested on. It knows no language: words match as typed, without case and accents.
/// </summary>
public sealed class InMemorySearchIndex : ISearchIndex
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, IndexedDocument> _pending = [];
    private Dictionary<string, IndexedDocument> _visible = [];

    public bool NeedsRebuild => false;

    public bool HasFailed => false;

    public void Reopen()
    {
    }

    public SearchResult Search(SearchRequest request, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var parsed = QueryParser.Parse(request.Query);
        var seen = Seen(request.Reader);
        var filtered = seen.Where(d => Passes(d, request.Filters)).ToList();
        var words = parsed.Root.Clauses.Where(c => c.Occur == Occur.Plain).Select(c => c.Node).ToList();
        var strict = new GroupNode([.. parsed.Root.Clauses.Where(c => c.Occur != Occur.Plain)]);
        var found = filtered.Select(d => (Document: d, Matcher: new PlainMatcher(d)))
            .Where(f => f.Matcher.Matches(strict))
            .Select(f => (f.Document, f.Matcher, Held: words.Count(f.Matcher.Matches)))
            .ToList();
        var whole = found.Where(f => f.Held == words.Count).ToList();
        var part = whole.Count >= request.Size ? [] : found.Where(f => f.Held < words.Count && f.Held * 2 >= words.Count && f.Held > 0);
        var ordered = Order(whole, request.Order, parsed.Root).Concat(Order(part, request.Order, parsed.Root));

        return new SearchResult
        {
            Query = request.Query,
            Total = whole.Count,
            Hits = [.. ordered.Skip((Math.Max(1, request.Page) - 1) * request.Size).Take(request.Size)
                .Select(f => Hit(f.Document, f.Matcher, parsed.Root, f.Held == words.Count, request.SnippetsPerHit))],
            Facets = Facets.Shown.ToDictionary(f => f, f => Count(f, whole.Select(w => w.Document))),
            UnmatchedWords = [.. words.OfType<WordNode>().Where(w => !seen.Any(d => new PlainMatcher(d).Matches(w))).Select(w => w.Text)],
            UnreadDocuments = seen.Count(d => d.UnreadPages > 0),
            Notices = parsed.Notices,
        };
    }

    public IReadOnlyList<SearchHit> Similar(string id, Reader reader, int count, CancellationToken cancellation = default)
    {
        var seen = Seen(reader);
        if (seen.Find(d => d.Id == id) is not { } document)
        {
            return [];
        }

        var words = new PlainMatcher(document).Words.Where(w => w.Length > 3).ToHashSet();
        return [.. seen.Where(d => d.Id != id)
            .Select(d => (Document: d, Matcher: new PlainMatcher(d)))
            .Select(d => (d.Document, d.Matcher, Shared: d.Matcher.Words.Distinct().Count(words.Contains)))
            .Where(d => d.Shared > 0).OrderByDescending(d => d.Shared).ThenBy(d => d.Document.Id, StringComparer.Ordinal).Take(count)
            .Select(d => Hit(d.Document, d.Matcher, GroupNode.Empty, true, 0) with { Score = d.Shared })];
    }

    public IReadOnlyList<Suggestion> Suggest(string typed, Reader reader, string language, int count)
    {
        var start = PlainWords.Fold(typed.Trim());
        if (start.Length == 0)
        {
            return [];
        }

        var seen = Seen(reader);
        return [.. seen.Select(d => new Suggestion(d.Title, "title"))
            .Concat(seen.SelectMany(d => d.Places).Select(p => new Suggestion(p.Text, "place")))
            .Concat(seen.SelectMany(d => d.Themes).Select(t => new Suggestion(t.Text, "theme")))
            .Concat(seen.SelectMany(d => d.Authors).Select(a => new Suggestion(a, "author")))
            .Where(s => (" " + PlainWords.Fold(s.Text)).Contains(" " + start, StringComparison.Ordinal)).Distinct().Take(count)];
    }

    public IReadOnlyList<TextPiece> Mark(string query, string text, string language) => Pieces(QueryParser.Parse(query).Root, text);

    public void Put(IndexedDocument document)
    {
        lock (_lock)
        {
            _pending[document.Id] = Whole(document);
        }
    }

    public void Remove(string id)
    {
        lock (_lock)
        {
            _pending.Remove(id);
        }
    }

    public void Commit()
    {
        lock (_lock)
        {
            _visible = new(_pending);
        }
    }

    public void ReplaceAll(IEnumerable<IndexedDocument> documents, CancellationToken cancellation = default)
    {
        var all = documents.Select(Whole).ToDictionary(d => d.Id);
        lock (_lock)
        {
            _pending.Clear();
            foreach (var (id, document) in all)
            {
                _pending[id] = document;
            }

            _visible = all;
        }
    }

    public void Expunge()
    {
        // What was removed is gone with the commit.
    }

    public IReadOnlyDictionary<string, long> Ids() => _visible.ToDictionary(d => d.Key, d => d.Value.Revision);

    public IndexStatistics Statistics() =>
        new(_visible.Count, _visible.Values.Sum(d => (long)d.PageCount), 0, 1, "in-memory");

    public void Dispose()
    {
    }

    /// <summary>Pages may be readable only while the document is put.</summary>
    private static IndexedDocument Whole(IndexedDocument document) => document with { Pages = [.. document.Pages] };

    private List<IndexedDocument> Seen(Reader reader) =>
        [.. _visible.Values.Where(d => d.Visibility <= reader.Sees).OrderBy(d => d.Id, StringComparer.Ordinal)];

    private static bool Passes(IndexedDocument document, IReadOnlyDictionary<string, IReadOnlyList<string>> filters) =>
        filters.All(f => f.Value.Count == 0 || Values(document, f.Key).Any(v => f.Value.Contains(v.Value, StringComparer.OrdinalIgnoreCase)
            || (f.Key == Facets.Year && f.Value.Any(y => InYears(document.Year, y)))));

    private static bool InYears(int? year, string range) =>
        QueryParser.Parse("year:" + range).Root.Clauses is [{ Node: YearNode years }]
        && year >= (years.From ?? int.MinValue) && year <= (years.To ?? int.MaxValue);

    private static IEnumerable<Label> Values(IndexedDocument document, string facet) => facet switch
    {
        Facets.Place => document.Places,
        Facets.Theme => document.Themes,
        Facets.Concept => document.Concepts,
        Facets.Language => [new Label(document.Language, document.Language)],
        Facets.Year => document.Year is { } y ? [new Label(y.ToString(CultureInfo.InvariantCulture), y.ToString(CultureInfo.InvariantCulture))] : [],
        Facets.Format => Named(document.Format),
        Facets.Collection => Named(document.Collection),
        Facets.Account => [.. document.UnreadPages > 0 ? Named("unread") : [], .. document.OcrPages > 0 ? Named("ocr") : []],
        _ => [],
    };

    private static Label[] Named(string value) => value.Length > 0 ? [new Label(value, value)] : [];

    private static IReadOnlyList<FacetCount> Count(string facet, IEnumerable<IndexedDocument> documents) =>
        [.. documents.SelectMany(d => Values(d, facet).DistinctBy(v => v.Value)).GroupBy(v => v.Value)
            .Select(g => new FacetCount(g.Key, g.First().Text, g.Count()))
            .OrderByDescending(c => c.Count).ThenBy(c => c.Value, StringComparer.Ordinal)];

    private static IOrderedEnumerable<(IndexedDocument Document, PlainMatcher Matcher, int Held)> Order(
        IEnumerable<(IndexedDocument Document, PlainMatcher Matcher, int Held)> found, SearchOrder order, GroupNode query) => (order switch
        {
            SearchOrder.Added => found.OrderByDescending(f => f.Document.Added),
            SearchOrder.YearDescending => found.OrderByDescending(f => f.Document.Year ?? int.MinValue),
            SearchOrder.YearAscending => found.OrderBy(f => f.Document.Year ?? int.MaxValue),
            _ when query.Clauses.Count == 0 => found.OrderByDescending(f => f.Document.Added),
            _ => found.OrderByDescending(f => f.Held).ThenByDescending(f => Score(f.Document, f.Matcher, query)),
        }).ThenBy(f => f.Document.Id, StringComparer.Ordinal);

    private static double Score(IndexedDocument document, PlainMatcher matcher, GroupNode query) =>
        (10 * matcher.CountTitle(query)) + Enumerable.Range(0, document.Pages.Count).Sum(p => matcher.Count(query, p));

    private static SearchHit Hit(IndexedDocument document, PlainMatcher matcher, GroupNode query, bool whole, int snippets) => new()
    {
        Id = document.Id,
        Score = Score(document, matcher, query),
        Title = document.Title,
        TitlePieces = Pieces(query, document.Title),
        Authors = document.Authors,
        Language = document.Language,
        Format = document.Format,
        Collection = document.Collection,
        Year = document.Year,
        Places = document.Places,
        Themes = document.Themes,
        PageCount = document.PageCount,
        UnreadPages = document.UnreadPages,
        HasPages = document.HasPages,
        HoldsAllWords = whole,
        Snippets = [.. Enumerable.Range(0, document.Pages.Count)
            .Select(p => (Page: document.Pages[p], Count: matcher.Count(query, p)))
            .Where(p => p.Count > 0).OrderByDescending(p => p.Count).ThenBy(p => p.Page.Number).Take(snippets)
            .Select(p => new Snippet(p.Page.Number, Pieces(query, p.Page.Text)))],
    };

    private static List<TextPiece> Pieces(GroupNode query, string text)
    {
        var pieces = new List<TextPiece>();
        var at = 0;
        foreach (var word in PlainWords.Of(text).Where(w => PlainMatcher.IsMatch(query, w.Folded)))
        {
            if (word.Start > at)
            {
                pieces.Add(new TextPiece(text[at..word.Start], false));
            }

            pieces.Add(new TextPiece(text.Substring(word.Start, word.Length), true));
            at = word.Start + word.Length;
        }

        if (at < text.Length)
        {
            pieces.Add(new TextPiece(text[at..], false));
        }

        return pieces;
    }
}
