using KnowledgeBase.Text.Words;

namespace KnowledgeBase.Text;

/// <summary>Cuts a document's text into tokens.</summary>
internal ref struct DocumentTokens<TSink>(ReadOnlySpan<char> text, TSink sink)
    where TSink : struct, ITokenSink, allows ref struct
{
    private readonly ReadOnlySpan<char> _text = text;
    private TSink _sink = sink;

    /// <summary>Hands the tokens over in order of position, and gives back who took them.</summary>
    internal TSink Cut()
    {
        var segmenter = new WordSegmenter(_text);
        var increment = 1;
        while (segmenter.Next(out var span))
        {
            switch (span.Class)
            {
                case CharacterClass.Ideograph:
                    AddCharactersAndPairs(span);
                    increment = 1;
                    break;
                case CharacterClass.SouthEastAsian:
                    AddDictionaryWords(span);
                    increment = 1;
                    break;
                default:
                    Add(span.Start, span.Length, increment, TokenKind.Word);
                    increment = AddJoinedOverLineEnd(span) ? 0 : 1;
                    break;
            }
        }

        return _sink;
    }

    private void Add(int start, int length, int increment, TokenKind kind) => _sink.Take(start, _text.Slice(start, length), increment, kind);

    private void AddCharactersAndPairs(WordSpan run)
    {
        var start = run.Start;
        var middle = Cluster.End(_text, start, run.End);
        while (true)
        {
            Add(start, middle - start, 1, TokenKind.Character);
            if (middle == run.End)
            {
                return;
            }

            var end = Cluster.End(_text, middle, run.End);
            Add(start, end - start, 0, TokenKind.Pair);
            (start, middle) = (middle, end);
        }
    }

    private void AddDictionaryWords(WordSpan run)
    {
        var ends = new List<int>();
        SouthEastAsianWords.Ends(_text.Slice(run.Start, run.Length), ends);
        var start = run.Start;
        foreach (var offset in ends)
        {
            var wordEnd = run.Start + offset;
            if (start >= wordEnd)
            {
                // A sign without its letter, already taken with what stands before.
                continue;
            }

            Add(start, wordEnd - start, 1, TokenKind.Word);
            var increment = 0;
            while (start < wordEnd)
            {
                var middle = Cluster.End(_text, start, run.End);
                var end = middle < run.End ? Cluster.End(_text, middle, run.End) : middle;
                Add(start, end - start, increment, TokenKind.Pair);
                increment = 1;
                start = middle;
            }
        }
    }

    /// <summary>
    /// Adds a word broken at the end of a line as a whole, at the position of its first part. Its second part stands
    /// there as well, because the hyphen may belong to a compound.
    /// </summary>
    private bool AddJoinedOverLineEnd(WordSpan first)
    {
        if (!LineEnd.TryFindSecondPart(_text, first, out var second))
        {
            return false;
        }

        _sink.TakeJoined(first.Start, _text.Slice(first.Start, first.Length), _text.Slice(second.Start, second.Length), second.End);
        return true;
    }
}
