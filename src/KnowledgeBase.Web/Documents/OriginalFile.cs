using KnowledgeBase.Catalogue;
using KnowledgeBase.Web.Security;

namespace KnowledgeBase.Web.Documents;

/// <summary>
/// How an original is handed out: files that a browser shows without running anything of them are shown, all others are
/// downloaded. Page scripts, forms and origin are taken from each of them.
/// </summary>
/// <param name="Name">The name it came under, without folders.</param>
/// <param name="Type">Media type.</param>
/// <param name="Inline">True when it is shown in the browser.</param>
/// <param name="Policy">Its content security policy.</param>
public sealed record OriginalFile(string Name, string Type, bool Inline, string Policy)
{
    // A sandbox keeps browsers from opening their PDF reader, which is confined by itself.
    private const string PdfPolicy = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    public static OriginalFile Of(DocumentRecord record, DocumentFile file)
    {
        var source = file.Sources.Count > 0 ? file.Sources[0].Name : record.Title;
        var name = source.Split('/', '\\')[^1];
        return file.MediaType switch
        {
            "application/pdf" => new(name, file.MediaType, true, PdfPolicy),
            "image/png" or "image/jpeg" => new(name, file.MediaType, true, SecurityHeaders.ForeignPolicy),
            "text/plain" => new(name, "text/plain", true, SecurityHeaders.ForeignPolicy),
            _ => new(name, IsMediaType(file.MediaType) ? file.MediaType : "application/octet-stream", false, SecurityHeaders.ForeignPolicy),
        };
    }

    private static bool IsMediaType(string type) => Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(type, out _);
}
