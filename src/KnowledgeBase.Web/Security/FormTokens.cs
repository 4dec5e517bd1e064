using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace KnowledgeBase.Web.Security;

/// <summary>
/// Guards everything that writes. A request that carries its own key cannot be made by a foreign page and needs no more;
/// one that relies on the session's cookie must also carry a form token.
/// </summary>
public static class FormTokens
{
    public const string FieldName = "form-token";
    public const string HeaderName = "X-Form-Token";

    /// <summary>Refuses a request without a form token, unless its rights come from a key that it carries itself.</summary>
    public static async ValueTask<object?> Require(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.User.Identity?.AuthenticationType != KeyAuthentication.Scheme)
        {
            var antiforgery = (IAntiforgery)http.RequestServices.GetService(typeof(IAntiforgery))!;
            if (!await antiforgery.IsRequestValidAsync(http))
                return TypedResults.Problem(
                    "The form is too old or was not sent from this site. Open the page again and repeat what you did.",
                    statusCode: StatusCodes.Status400BadRequest, title: "Form token missing");
        }
        return await next(context);
    }
}
