using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace KnowledgeBase.Web.Security;

/// <summary>
/// Answers only to our own names, and lets only our own pages change anything. Loopback is no exception: a page anywhere
/// can make a visitor's browser talk to this machine.
/// </summary>
public static class HostAndOrigin
{
    public static void UseHostAndOrigin(this IApplicationBuilder app, SiteOptions options)
    {
        var hosts = new HashSet<string>(options.Hosts, StringComparer.OrdinalIgnoreCase);
        app.Use(async (http, next) =>
        {
            var request = http.Request;
            if (!hosts.Contains(request.Host.Host) && !hosts.Contains("*"))
            {
                await Refuse(http, StatusCodes.Status421MisdirectedRequest, "Unknown host",
                    "This server does not answer to that host name. Whoever runs it can add the name.");
                return;
            }
            if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method)
                && IsForeign(request))
            {
                await Refuse(http, StatusCodes.Status403Forbidden, "Foreign origin",
                    "Changes are taken only from pages of this site, and this request came from another one.");
                return;
            }
            await next(http);
        });
    }

    private static bool IsForeign(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site") return true;
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var from)
                && string.Equals(from.Authority, Authority(request), StringComparison.OrdinalIgnoreCase)
                && string.Equals(from.Scheme, request.Scheme, StringComparison.OrdinalIgnoreCase));
    }

    // As Uri writes it: without the port where it is the scheme's own.
    private static string Authority(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host.Value}", UriKind.Absolute, out var here) ? here.Authority : "";

    private static Task Refuse(HttpContext http, int status, string title, string detail) =>
        TypedResults.Problem(detail, statusCode: status, title: title).ExecuteAsync(http);
}
