using KnowledgeBase.Engine.Format.Terms;

namespace KnowledgeBase.Search.Matching;

/// <summary>A term of a word in a field of a segment.</summary>
/// <param name="Place">Its place among <see cref="WordGroup.Terms"/>.</param>
/// <param name="Role">How it stands to the word.</param>
/// <param name="State">Its statistics and where its documents are.</param>
internal readonly record struct FoundTerm(int Place, TermRole Role, TermState State);
