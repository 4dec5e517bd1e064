namespace KnowledgeBase.Web.Searching;

/// <summary>Addresses of documents and of what belongs to them.</summary>
public static class DocumentAddress
{
    public static string Of(string id, string query = "") =>
        "/documents/" + Uri.EscapeDataString(id) + (query.Length == 0 ? "" : "?q=" + Uri.EscapeDataString(query));

    /// <summary>
    /// The document's page at one page of it. Long documents are shown in parts, and a fragment never reaches the server:
    /// <c>at</c> tells it which part.
    /// </summary>
    public static string AtPage(string id, int page, string query = "") =>
        "/documents/" + Uri.EscapeDataString(id) + (query.Length == 0 ? "?" : "?q=" + Uri.EscapeDataString(query) + "&") + $"at={page}#page={page}";

    public static string Picture(string id, int page) => $"/api/v1/documents/{Uri.EscapeDataString(id)}/pages/{page}.jpg";

    /// <summary>A transparent drawing of the marked words, laid over the picture.</summary>
    public static string Marks(string id, int page, string query) =>
        $"/api/v1/documents/{Uri.EscapeDataString(id)}/pages/{page}.svg?q={Uri.EscapeDataString(query)}";

    /// <summary>The original; PDF readers open it at the page.</summary>
    public static string File(string id, int? page = null) =>
        $"/api/v1/documents/{Uri.EscapeDataString(id)}/file" + (page is null ? "" : $"#page={page}");

    public static string Text(string id) => $"/api/v1/documents/{Uri.EscapeDataString(id)}/text";

    public static string Citation(string id, string format) => $"/api/v1/documents/{Uri.EscapeDataString(id)}/citation?format={format}";
}
