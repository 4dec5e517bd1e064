using KnowledgeBase.Web.Routes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KnowledgeBase.Web.Security;

/// <summary>Who is who: a key with each request for programs, a session for people.</summary>
public static class SiteSecurity
{
    /// <summary>The policy of everything that writes.</summary>
    public const string Writers = "writers";

    private const string EitherScheme = "KeyOrSession";

    internal static void AddSiteSecurity(this IServiceCollection services, SiteOptions options)
    {
        services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);
        services.AddDataProtection()
            .SetApplicationName("KnowledgeBase")
            .PersistKeysToFileSystem(Directory.CreateDirectory(
                Path.Combine(options.StateDirectory, "session-keys")));
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.FormFieldName = FormTokens.FieldName;
            antiforgery.HeaderName = FormTokens.HeaderName;
            antiforgery.Cookie.Name = "kb-form";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        services.AddSingleton<WritingKeys>();
        services.AddSingleton<SignInLinks>();
        services.AddSingleton<SignInAttempts>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, null, either => either.ForwardDefaultSelector = http =>
                KeyAuthentication.Applies(http.Request) ? KeyAuthentication.Scheme : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.Scheme, null)
            .AddCookie(CookieAuthenticationDefaults.AuthenticationScheme, cookie => Configure(cookie, options));
        services.AddAuthorizationBuilder().AddPolicy(Writers, policy => policy.RequireAuthenticatedUser());
        services.Configure<FormOptions>(form =>
        {
            form.MultipartBodyLengthLimit = options.LargestUpload;
            form.ValueCountLimit = 20_000;
        });
    }

    private static void Configure(CookieAuthenticationOptions cookie, SiteOptions options)
    {
        cookie.Cookie.Name = "kb-session";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = options.SessionLife;
        cookie.SlidingExpiration = true;
        cookie.LoginPath = "/signin";
        cookie.ReturnUrlParameter = "back";
        cookie.Events.OnRedirectToLogin = context =>
        {
            if (Errors.IsForPrograms(context.Request))
                return context.HttpContext.ChallengeAsync(KeyAuthentication.Scheme);
            var here = HttpMethods.IsGet(context.Request.Method) ? context.Request.Path + context.Request.QueryString : "/";
            context.Response.Redirect("/signin?back=" + Uri.EscapeDataString(LocalAddress.Or(here, "/")));
            return Task.CompletedTask;
        };
        // A key that was withdrawn ends the sessions that it opened.
        cookie.Events.OnValidatePrincipal = async context =>
        {
            var keys = context.HttpContext.RequestServices.GetRequiredService<WritingKeys>();
            var name = context.Principal?.Identity?.Name;
            if (name is null || !keys.IsHeld(name))
            {
                context.RejectPrincipal();
                await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            }
        };
    }
}
