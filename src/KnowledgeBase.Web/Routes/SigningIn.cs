using System.Security.Claims;
using KnowledgeBase.Web.Pages;
using KnowledgeBase.Web.Security;
using KnowledgeBase.Web.Words;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace KnowledgeBase.Web.Routes;

/// <summary>Opening and ending a session.</summary>
internal static class SigningIn
{
    public static void MapSigningIn(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/signin", (string? back, Visit visit) =>
            Render.Page<SignInPage>(new { Visit = visit, Back = LocalAddress.Or(back, "/") }));
        pages.MapPost("/signin", SignIn).AddEndpointFilter(FormTokens.Require);
        pages.MapGet("/signin/once/{secret}", (string secret, Visit visit) =>
            Render.Page<SignInOncePage>(new { Visit = visit, Secret = secret }));
        pages.MapPost("/signin/once/{secret}", SignInOnce).AddEndpointFilter(FormTokens.Require);
        pages.MapPost("/signout", (Delegate)SignOut).AddEndpointFilter(FormTokens.Require);
    }

    private static async Task<IResult> SignIn(HttpContext http, Visit visit, WritingKeys keys, SignInAttempts attempts)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var back = LocalAddress.Or(form["back"], "/");
        RazorComponentResult<SignInPage> Again(Phrase problem, int status) =>
            Render.Page<SignInPage>(new { Visit = visit, Back = back, Problem = visit[problem] }, status);

        if (!attempts.MayTry(http.Connection.RemoteIpAddress))
            return Again(CuratorPhrases.TooManyTries, StatusCodes.Status429TooManyRequests);
        var name = keys.NameOf(form["key"].ToString().Trim());
        if (name is null)
            return Again(CuratorPhrases.KeyUnknown, StatusCodes.Status401Unauthorized);
        await OpenSession(http, name);
        return TypedResults.Redirect(back);
    }

    private static async Task<IResult> SignInOnce(string secret, HttpContext http, Visit visit, SignInLinks links)
    {
        if (!links.TryUse(secret))
            return Render.Message(visit, StatusCodes.Status410Gone, visit[CuratorPhrases.OnceHeading], visit[CuratorPhrases.OnceUsed]);
        await OpenSession(http, SignInLinks.Name);
        return TypedResults.Redirect("/");
    }

    private static async Task<RedirectHttpResult> SignOut(HttpContext http)
    {
        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return TypedResults.Redirect("/");
    }

    private static Task OpenSession(HttpContext http, string name) => http.SignInAsync(
        CookieAuthenticationDefaults.AuthenticationScheme,
        new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], CookieAuthenticationDefaults.AuthenticationScheme)));
}
