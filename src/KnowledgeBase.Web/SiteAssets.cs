using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace KnowledgeBase.Web;

/// <summary>Style sheets, scripts and the icon: part of the assembly, so that the site is complete wherever it is copied.</summary>
public static class SiteAssets
{
    private sealed record Asset(byte[] Bytes, string Type, string Hash);

    private static readonly FrozenDictionary<string, Asset> All = Load();

    /// <summary>The asset's address; it changes with the content, so that browsers may keep it for ever.</summary>
    public static string Address(string name) => $"/assets/{name}?v={All[name].Hash}";

    public static void MapSiteAssets(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/assets/{name}", (string name, HttpContext http) =>
        {
            if (!All.TryGetValue(name, out var asset)) return Results.NotFound();
            http.Response.Headers.CacheControl = http.Request.Query["v"] == asset.Hash
                ? "public, max-age=31536000, immutable"
                : "no-cache";
            return Results.Bytes(asset.Bytes, asset.Type, entityTag: new EntityTagHeaderValue($"\"{asset.Hash}\""));
        }).ExcludeFromDescription();

    private static FrozenDictionary<string, Asset> Load()
    {
        var assembly = typeof(SiteAssets).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith("assets/", StringComparison.Ordinal))
            .ToFrozenDictionary(n => n["assets/".Length..], n =>
            {
                using var stream = assembly.GetManifestResourceStream(n)!;
                var bytes = new byte[stream.Length];
                stream.ReadExactly(bytes);
                return new Asset(bytes, TypeOf(n), Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]);
            });
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"No media type is set for assets ending in {other}."),
    };
}
