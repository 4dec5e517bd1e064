namespace KnowledgeBase.Text;

/// <summary>The words of a text in the one form that all their inflections share, for comparing names and headwords.</summary>
public static class WordForms
{
    /// <summary>The stem of each word in the language, or the folded word where there is none; in order.</summary>
    public static List<string> Stems(string text, string language) => [.. Words(text, language).Select(t => Form(t))];

    /// <summary>The one form of all inflections of a word: of "boats" and of "boat", whose stem is the word itself.</summary>
    public static string Form(in Token token) => token.Stem is { } stem ? stem[(stem.IndexOf(IndexTerm.StemMark, StringComparison.Ordinal) + 1)..] : token.Folded;

    /// <summary>The number of no words, to which <see cref="Append"/> adds.</summary>
    public const ulong NoWords = 14695981039346656037UL;

    /// <summary>A number for words in order (FNV-1a by Fowler, Noll and Vo): its 64 bits hold millions of names apart.</summary>
    public static ulong Hash(IEnumerable<string> words) => words.Aggregate(NoWords, Append);

    /// <summary>The number of the words before and one more.</summary>
    public static ulong Append(ulong before, string word)
    {
        foreach (var c in word)
        {
            before = (before ^ c) * 1099511628211UL;
        }

        return (before ^ ' ') * 1099511628211UL;
    }

    /// <summary>The words of a text: one token for each position that begins one.</summary>
    public static List<Token> Words(string text, string language)
    {
        var tokens = new List<Token>();
        TextAnalyzer.Analyze(text, language, tokens);
        tokens.RemoveAll(t => t.PositionIncrement == 0);
        return tokens;
    }
}
