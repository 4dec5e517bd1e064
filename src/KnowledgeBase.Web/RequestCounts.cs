using Microsoft.AspNetCore.Builder;

namespace KnowledgeBase.Web;

/// <summary>How many answers were given, by class of status.</summary>
public sealed class RequestCounts
{
    private readonly long[] _counts = new long[6];

    public void Count(int status) => Interlocked.Increment(ref _counts[Math.Clamp(status / 100, 0, 5)]);

    /// <summary>Classes 2 to 5 with their counts.</summary>
    public IEnumerable<(int Class, long Count)> All() => Enumerable.Range(2, 4).Select(c => (c, Interlocked.Read(ref _counts[c])));
}

internal static class RequestCounting
{
    public static void UseRequestCounts(this IApplicationBuilder app, RequestCounts counts) => app.Use((http, next) =>
    {
        http.Response.OnCompleted(() =>
        {
            counts.Count(http.Response.StatusCode);
            return Task.CompletedTask;
        });
        return next(http);
    });
}
