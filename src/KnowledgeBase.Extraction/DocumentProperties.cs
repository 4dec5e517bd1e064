namespace KnowledgeBase.Extraction;

/// <summary>What the document says of itself; all of it unverified.</summary>
public sealed record DocumentProperties
{
    public string? Title { get; init; }

    /// <summary>The line set in the largest letters near the start (PDF), the first heading (others): a second choice for a title.</summary>
    public string? LargestLine { get; init; }

    public IReadOnlyList<string> Authors { get; init; } = [];

    public DateTimeOffset? Created { get; init; }

    public DateTimeOffset? Modified { get; init; }

    /// <summary>BCP 47, as declared in the file.</summary>
    public string? Language { get; init; }

    public string? Subject { get; init; }

    public IReadOnlyList<string> Keywords { get; init; } = [];
}
