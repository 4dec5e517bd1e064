using KnowledgeBase.Web.Pages;
using KnowledgeBase.Web.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Web;

/// <summary>Endings that are not answers: a page for people, problem details (RFC 9457) for programs.</summary>
public static class Errors
{
    /// <summary>True for addresses that programs use.</summary>
    public static bool IsForPrograms(HttpRequest request) =>
        request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/openapi")
        || request.Path.StartsWithSegments("/health") || request.Path.StartsWithSegments("/metrics");

    public static void UseErrorAnswers(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = http => AnswerAsync(http, http.Features.Get<IExceptionHandlerFeature>()?.Error switch
            {
                BadHttpRequestException bad => bad.StatusCode,
                OperationCanceledException when http.RequestAborted.IsCancellationRequested => 499,
                _ => StatusCodes.Status500InternalServerError,
            }),
            AllowStatusCode404Response = true,
        });
        app.UseStatusCodePages(context => AnswerAsync(context.HttpContext, context.HttpContext.Response.StatusCode));
    }

    private static Task AnswerAsync(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        var visit = http.RequestServices.GetRequiredService<Visit>();
        if (IsForPrograms(http.Request))
            return TypedResults.Problem(DetailOf(status), statusCode: status, title: ReasonPhrases.GetReasonPhrase(status)).ExecuteAsync(http);
        var (heading, text) = status switch
        {
            404 => (visit[Phrases.NotFound], visit[Phrases.NotFoundText]),
            < 500 => (visit[Phrases.Refused], visit[Phrases.RefusedText]),
            _ => (visit[Phrases.Broken], visit[Phrases.BrokenText]),
        };
        return Render.Message(visit, status, heading, text).ExecuteAsync(http);
    }

    private static string DetailOf(int status) => status switch
    {
        400 => "The request could not be understood: a value has the wrong form.",
        404 => "There is nothing at this address, or nothing that you may see.",
        405 => "This address does not take that method.",
        413 => "That is more than this server takes in one request. Send fewer files at a time.",
        415 => "Send files as multipart/form-data, and changes as application/json.",
        < 500 => "The request was refused.",
        _ => "The fault is ours and has been written to the log. Please try again in a moment.",
    };
}
