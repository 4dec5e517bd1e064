using KnowledgeBase.Search;
using KnowledgeBase.Web.Pages;
using KnowledgeBase.Web.Searching;
using KnowledgeBase.Web.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace KnowledgeBase.Web.Routes;

/// <summary>Pages for those who look for something: each is a validated query, one call, a list.</summary>
internal static class ReadingPages
{
    public static void MapReadingPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/", Home);
        pages.MapGet("/search", Search);
        pages.MapGet("/places/{slug}", (string slug, Visit visit, ISearchIndex index, HttpContext http) =>
            Subject(Facets.Place, slug, visit, index, http));
        pages.MapGet("/themes/{slug}", (string slug, Visit visit, ISearchIndex index, HttpContext http) =>
            Subject(Facets.Theme, slug, visit, index, http));
        pages.MapGet("/about", (Visit visit) => Render.Page<AboutPage>(new { Visit = visit }));
        pages.MapGet("/language/{language}", ChooseLanguage);
    }

    private static RazorComponentResult<HomePage> Home(Visit visit, ISearchIndex index, CancellationToken cancellation)
    {
        var address = new SearchAddress { Order = SearchOrder.Added };
        var result = index.Search(address.ToRequest(visit.Reader, visit.Wording.Language, 6) with { SnippetsPerHit = 0 }, cancellation);
        return Render.Page<HomePage>(new { Visit = visit, Result = result });
    }

    private static RazorComponentResult<ResultsPage> Search(Visit visit, ISearchIndex index, HttpContext http)
    {
        var address = SearchAddress.From(http.Request.Query);
        var result = index.Search(address.ToRequest(visit.Reader, visit.Wording.Language, ResultsPage.Size), http.RequestAborted);
        return Render.Page<ResultsPage>(new { Visit = visit, Address = address, Result = result });
    }

    private static IResult Subject(string facet, string slug, Visit visit, ISearchIndex index, HttpContext http)
    {
        var address = SearchAddress.From(http.Request.Query).WithFilter(facet, [slug]) with { Order = SearchOrder.Added };
        var result = index.Search(address.ToRequest(visit.Reader, visit.Wording.Language, 50) with { SnippetsPerHit = 0 }, http.RequestAborted);
        if (result.Total == 0) return TypedResults.NotFound();
        return Render.Page<SubjectPage>(new { Visit = visit, Facet = facet, Address = address, Result = result });
    }

    private static RedirectHttpResult ChooseLanguage(string language, string? back, HttpContext http)
    {
        if (Wording.Languages.Contains(language))
            http.Response.Cookies.Append(Visit.LanguageCookie, language, new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
                MaxAge = TimeSpan.FromDays(365),
                IsEssential = true,
            });
        return TypedResults.Redirect(LocalAddress.Or(back, "/"));
    }
}
