using System.Security.Claims;
using KnowledgeBase.Search;
using KnowledgeBase.Web.Words;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace KnowledgeBase.Web;

/// <summary>Who is asking, with what rights and in which language: one per request.</summary>
public sealed class Visit
{
    /// <summary>Holds the interface language chosen by hand.</summary>
    public const string LanguageCookie = "kb-language";

    private readonly HttpContext _http;
    private readonly IAntiforgery _antiforgery;

    public Visit(IHttpContextAccessor accessor, IAntiforgery antiforgery)
    {
        _http = accessor.HttpContext ?? throw new InvalidOperationException("A visit exists only while a request is answered.");
        _antiforgery = antiforgery;
        var language = Wording.Choose(_http.Request.Cookies[LanguageCookie], _http.Request.Headers.AcceptLanguage);
        Wording = Wording.For(language);
    }

    public Wording Wording { get; }

    /// <summary>The name of the key the visitor signed in with; null for everybody else.</summary>
    public string? KeyName => _http.User.Identity is { IsAuthenticated: true } ? _http.User.FindFirstValue(ClaimTypes.Name) : null;

    public bool MayWrite => KeyName is not null;

    public Reader Reader => MayWrite ? Reader.Curator : Reader.Anonymous;

    /// <summary>The address asked for, without scheme and host.</summary>
    public string Address => _http.Request.Path + _http.Request.QueryString;

    /// <summary>Scheme and host, for addresses that are cited elsewhere.</summary>
    public string Origin => $"{_http.Request.Scheme}://{_http.Request.Host}";

    /// <summary>The token a form must carry to be believed; asking for it sets its cookie.</summary>
    public string FormToken() => _antiforgery.GetAndStoreTokens(_http).RequestToken!;

    /// <summary>A reason from the catalogue in the visitor's language.</summary>
    public string Reason(string reason) => ReasonWording.Of(reason, Wording);

    public string this[Phrase phrase] => Wording[phrase];

    public string this[Phrase phrase, params object?[] values] => Wording[phrase, values];
}
