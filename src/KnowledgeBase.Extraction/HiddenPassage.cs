namespace KnowledgeBase.Extraction;

/// <summary>Text that a reader of the document does not see: kept apart and never searchable by the public unless a curator says so.</summary>
/// <param name="Kind">deletion, comment, hidden-sheet, hidden-slide, hidden-cells, hidden-text.</param>
/// <param name="Text">The text itself.</param>
/// <param name="Page">Page it stands on, where known.</param>
public sealed record HiddenPassage(string Kind, string Text, int? Page);
