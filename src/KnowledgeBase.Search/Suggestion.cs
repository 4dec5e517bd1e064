namespace KnowledgeBase.Search;

/// <param name="Text">What to type.</param>
/// <param name="Kind">title, place, theme, author, word.</param>
public sealed record Suggestion(string Text, string Kind);
