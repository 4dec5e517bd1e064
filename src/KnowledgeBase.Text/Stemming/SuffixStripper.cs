namespace KnowledgeBase.Text.Stemming;

/// <summary>Takes the longest ending of a list off a word, where enough of the word is left.</summary>
internal sealed class SuffixStripper
{
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _endings;
    private readonly int _longest;
    private readonly int _leastStem;

    /// <param name="leastStem">Letters that must be left.</param>
    /// <param name="endings">The endings, with a space between.</param>
    internal SuffixStripper(int leastStem, string endings)
    {
        var all = endings.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _endings = all.ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _longest = all.Max(ending => ending.Length);
        _leastStem = leastStem;
    }

    /// <summary>The word without its ending; the word itself where none fits.</summary>
    internal string Strip(string word)
    {
        for (var length = Math.Min(_longest, word.Length - _leastStem); length > 0; length--)
        {
            if (_endings.Contains(word.AsSpan(word.Length - length)))
            {
                return word[..^length];
            }
        }

        return word;
    }
}
