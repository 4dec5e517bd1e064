using KnowledgeBase.Ingestion;

namespace KnowledgeBase.Web.Documents;

/// <summary>What became of one file that was sent.</summary>
/// <param name="Path">The name it was sent under.</param>
/// <param name="Id">The document it is now part of; null when it was not taken at all.</param>
/// <param name="Status">indexed, duplicate, waiting, refused, failed, or received while it is being read.</param>
/// <param name="Reason">A sentence where something is wrong.</param>
public sealed record UploadLine(string Path, string? Id, string Status, string Reason)
{
    public bool IsIn => Status is DocumentStatus.Indexed or DocumentStatus.Duplicate or DocumentStatus.Received or DocumentStatus.Waiting;
}
