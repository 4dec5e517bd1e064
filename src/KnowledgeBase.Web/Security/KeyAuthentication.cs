using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Web.Security;

/// <summary>Rights from a key that a program sends with each request: <c>Authorization: Bearer …</c>.</summary>
public sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, WritingKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "Key";

    private const string Prefix = "Bearer ";

    /// <summary>True for a request that brings a key, good or bad: it is judged by that key, never by a cookie beside it.</summary>
    public static bool Applies(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    private AuthenticateResult Authenticate()
    {
        if (!Applies(Request)) return AuthenticateResult.NoResult();
        var key = Request.Headers.Authorization.ToString()[Prefix.Length..].Trim();
        var name = keys.NameOf(key);
        if (name is null) return AuthenticateResult.Fail("The key is not known here.");
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], Scheme);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return TypedResults.Problem(
            Applies(Request)
                ? "The key that came with this request is not known here, or was withdrawn."
                : "This needs a key. Send it as “Authorization: Bearer …”; whoever runs the archive makes one with “kb key add NAME”.",
            statusCode: StatusCodes.Status401Unauthorized, title: "Key needed").ExecuteAsync(Context);
    }
}
