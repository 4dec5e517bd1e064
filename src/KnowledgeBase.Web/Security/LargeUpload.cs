using Microsoft.AspNetCore.Http.Metadata;

namespace KnowledgeBase.Web.Security;

/// <summary>Lifts the server's limit on the size of a request from the one address that takes files; the form's own limit stays.</summary>
public sealed class LargeUpload : IRequestSizeLimitMetadata
{
    /// <summary>Null: no limit by the server itself.</summary>
    public long? MaxRequestBodySize => null;
}
