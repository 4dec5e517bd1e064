using KnowledgeBase.Search;
using KnowledgeBase.Web.Searching;
using KnowledgeBase.Web.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace KnowledgeBase.Web.Api;

/// <summary>Searching and completing, for programs.</summary>
internal static class SearchApi
{
    public const string Root = "/api/v1";

    private const int LargestPage = 100;
    private const int MostSuggestions = 8;

    public static void MapSearchApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(Root).WithTags("Search");
        api.MapGet("/search", Search).WithName("search").WithSummary("Search the documents");
        api.MapGet("/suggest", Suggest).WithName("suggest").WithSummary("Complete what is being typed");
    }

    private static Results<Ok<SearchAnswer>, ProblemHttpResult> Search(
        [AsParameters] SearchParameters asked, Visit visit, ISearchIndex index, CancellationToken cancellation)
    {
        if (asked.Page is < 1 or > SearchAddress.LastPage)
            return Wrong($"page is a number from 1 to {SearchAddress.LastPage}; to see more, narrow the search.");
        if (asked.Size is < 1 or > LargestPage)
            return Wrong($"size is a number from 1 to {LargestPage}.");
        var query = asked.Q ?? "";
        if (query.Length > SearchAddress.LongestQuery)
            return Wrong($"A query has at most {SearchAddress.LongestQuery} characters; this one has {query.Length}.");

        var address = new SearchAddress
        {
            Query = query,
            Page = asked.Page ?? 1,
            Order = SearchAddress.OrderOf(asked.Order),
            Filters = Filters(asked),
            Expand = asked.Expand != "off",
            Without = SearchAddress.Terms(asked.Without ?? []),
            Explain = asked.Explain == "on",
        };
        var result = index.Search(
            address.ToRequest(visit.Reader, asked.Lang ?? "", asked.Size ?? 10) with
            {
                PreferRecent = asked.Prefer?.Contains("recent") == true,
                PreferComplete = asked.Prefer?.Contains("complete") == true,
            },
            cancellation);
        return TypedResults.Ok(Answer(result, visit.Wording));
    }

    private static Ok<SuggestAnswer> Suggest(string? q, string? lang, Visit visit, ISearchIndex index)
    {
        var typed = q ?? "";
        if (typed.Length is 0 or > SearchAddress.LongestQuery) return TypedResults.Ok(new SuggestAnswer([]));
        var suggestions = index.Suggest(typed, visit.Reader, lang ?? visit.Wording.Language, MostSuggestions);
        return TypedResults.Ok(new SuggestAnswer([.. suggestions.Select(s => new SuggestionAnswer(s.Text, s.Kind))]));
    }

    /// <summary>Hits as programs get them.</summary>
    public static HitAnswer Hit(SearchHit hit) => new(
        hit.Id, hit.Title, hit.Authors, hit.Language, hit.Format, hit.Collection, hit.Year,
        Labels(hit.Places), Labels(hit.Themes), hit.PageCount, hit.Score, DocumentAddress.Of(hit.Id), !hit.HoldsAllWords,
        [.. hit.Snippets.Select(s => new SnippetAnswer(s.Page, MarkedHtml.Of(s.Pieces)))],
        hit.Explanation is { } why ? Explanation(why) : null);

    private static ExplanationAnswer Explanation(HitExplanation why) => new(
        [.. why.Words.Select(w => new WordReasonAnswer(w.Word, Held(w.Held), w.By?.Term, w.By?.Language, [.. w.In.Select(NameOf)], Math.Round(w.Score, 3)))],
        Math.Round(why.Operators, 3), Math.Round(why.Pieces, 3), Math.Round(why.Pages, 3), why.BestPage, Math.Round(why.Record, 3),
        [.. HitReasons.Of(why, Wording.For("en")).Select(r => r.Sentence)]);

    private static string Held(WordHeld held) => held switch
    {
        WordHeld.AsTyped => "typed",
        WordHeld.Inflected => "inflected",
        WordHeld.Translated => "translated",
        _ => "missing",
    };

    private static string NameOf(DocumentPart part) => part switch
    {
        DocumentPart.Title => "title",
        DocumentPart.Record => "record",
        DocumentPart.Heading => "heading",
        _ => "text",
    };

    private static SearchAnswer Answer(SearchResult result, Wording wording) => new(
        result.Query, result.Total, result.TotalIsExact, Math.Round(result.TookMilliseconds, 3),
        [.. result.Hits.Select(Hit)],
        result.Facets.ToDictionary(f => f.Key, f => (IReadOnlyList<FacetAnswer>)
            [.. f.Value.Select(c => new FacetAnswer(c.Value, FacetView.LabelOf(f.Key, c.Value, c.Label, wording), c.Count))]),
        result.Suggestion,
        [.. result.Expansions.Select(e => new ExpansionAnswer(e.Term, e.Language, e.Because, e.IsLeftOut))],
        result.UnmatchedWords, result.UnreadDocuments, [.. result.Notices.Select(n => Phrases.Of(n, Wording.For("en")))]);

    private static LabelAnswer[] Labels(IReadOnlyList<Label> labels) => [.. labels.Select(l => new LabelAnswer(l.Value, l.Text))];

    private static Dictionary<string, IReadOnlyList<string>> Filters(SearchParameters asked)
    {
        (string Name, string[]? Values)[] given =
        [
            (Facets.Language, asked.Language), (Facets.Format, asked.Format), (Facets.Year, asked.Year), (Facets.Collection, asked.Collection),
            (Facets.Theme, asked.Theme), (Facets.Concept, asked.Concept), (Facets.Place, asked.Place), (Facets.Account, asked.Account),
        ];
        return given.Where(g => g.Values is { Length: > 0 }).ToDictionary(g => g.Name, g => (IReadOnlyList<string>)g.Values!);
    }

    private static ProblemHttpResult Wrong(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: "Value out of range");
}
