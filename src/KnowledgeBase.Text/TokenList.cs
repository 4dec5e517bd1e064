using KnowledgeBase.Text.Words;

namespace KnowledgeBase.Text;

/// <summary>Writes down all tokens of a text with their forms.</summary>
internal readonly struct TokenList(WordCache words, List<Token> into) : ITokenSink
{
    public void Take(int start, ReadOnlySpan<char> surface, int increment, TokenKind kind)
    {
        var word = words.Get(surface);
        into.Add(new Token(start + word.Offset, word.Length, increment, kind, word.Exact, word.Folded, word.Stem));
    }

    public void TakeJoined(int start, ReadOnlySpan<char> first, ReadOnlySpan<char> second, int end)
    {
        var word = words.Get(string.Concat(first, second));
        if (word.Offset < first.Length)
        {
            into.Add(new Token(start + word.Offset, end - start - word.Offset, 0, TokenKind.Word, word.Exact, word.Folded, word.Stem));
        }
    }
}
