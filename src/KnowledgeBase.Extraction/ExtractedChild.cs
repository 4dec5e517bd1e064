namespace KnowledgeBase.Extraction;

/// <summary>A file found inside another: an attachment or an entry of an archive.</summary>
/// <param name="Path">Path within the parent, cleaned: relative, '/'-separated, no "..".</param>
/// <param name="File">Where its bytes lie in the scratch folder; the receiver moves or deletes it.</param>
/// <param name="Hidden">An attachment that a reader does not see on the page.</param>
public sealed record ExtractedChild(string Path, string File, bool Hidden);
