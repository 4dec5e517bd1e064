using KnowledgeBase.Text.Words;

namespace KnowledgeBase.Text;

/// <summary>Writes down the tokens of a text that stand at some positions; all others are only counted.</summary>
internal ref struct TokensAt(WordCache words, ReadOnlySpan<int> positions, int first, List<Token> into) : ITokenSink
{
    private readonly TokenList _list = new(words, into);
    private readonly ReadOnlySpan<int> _positions = positions;
    private int _next;

    /// <summary>The position of the token before.</summary>
    public int Position { get; private set; } = first - 1;

    public void Take(int start, ReadOnlySpan<char> surface, int increment, TokenKind kind)
    {
        Position += increment;
        if (IsWanted())
        {
            _list.Take(start, surface, increment, kind);
        }
    }

    public void TakeJoined(int start, ReadOnlySpan<char> first, ReadOnlySpan<char> second, int end)
    {
        if (IsWanted())
        {
            _list.TakeJoined(start, first, second, end);
        }
    }

    private bool IsWanted()
    {
        while (_next < _positions.Length && _positions[_next] < Position)
        {
            _next++;
        }

        return _next < _positions.Length && _positions[_next] == Position;
    }
}
