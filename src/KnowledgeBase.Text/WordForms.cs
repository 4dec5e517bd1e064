namespace KnowledgeBase.Text;

/// <summary>The words of a text in the one form that all their inflections share, for comparing names and headwords.</summary>
public static class WordForms
{
    /// <summary>The stem of each word in the language, or the folded word where there is none; in order.</summary>
    public static List<string> Stems(string text, string language) => [.. Words(text, language).Select(t => t.Stem ?? t.Folded)];

    /// <summary>A number for words in order (FNV-1a by Fowler, Noll and Vo): its 64 bits hold millions of names apart.</summary>
    public static ulong Hash(IEnumerable<string> words)
    {
        var hash = 14695981039346656037UL;
        foreach (var word in words)
        {
            foreach (var c in word)
            {
                hash = (hash ^ c) * 1099511628211UL;
            }

            hash = (hash ^ ' ') * 1099511628211UL;
        }

        return hash;
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
