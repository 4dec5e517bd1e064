using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KnowledgeBase.Web.Pages;

/// <summary>Makes answers of pages.</summary>
public static class Render
{
    public static RazorComponentResult<TPage> Page<TPage>(object parameters, int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        new(parameters) { StatusCode = status };

    public static RazorComponentResult<MessagePage> Message(Visit visit, int status, string heading, params string[] sentences) =>
        Page<MessagePage>(new { Visit = visit, Heading = heading, Sentences = (IReadOnlyList<string>)sentences }, status);
}
