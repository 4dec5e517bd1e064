namespace KnowledgeBase.Text;

/// <summary>Takes the tokens that <see cref="DocumentTokens{TSink}"/> cuts from a text.</summary>
internal interface ITokenSink
{
    /// <summary>A stretch of the source that is a token.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="surface">As it stands there.</param>
    /// <param name="increment">See <see cref="Token.PositionIncrement"/>.</param>
    /// <param name="kind">What it is.</param>
    void Take(int start, ReadOnlySpan<char> surface, int increment, TokenKind kind);

    /// <summary>A word broken at the end of a line, at the position of its first part.</summary>
    /// <param name="start">Where its first part begins.</param>
    /// <param name="first">The first part.</param>
    /// <param name="second">The second part.</param>
    /// <param name="end">Where that ends.</param>
    void TakeJoined(int start, ReadOnlySpan<char> first, ReadOnlySpan<char> second, int end);
}
