namespace KnowledgeBase.Text.Stemming;

/// <summary>Norwegian forms that libstemmer parts from their singular, in both written languages.</summary>
internal static class NorwegianForms
{
    /// <summary>Endings of words in -y and -ei ("byen", "byar", "veier"), and of persons ("borgere", "borgarane").</summary>
    private static readonly (string From, string To)[] Endings =
    [
        ("erne", "er"), ("arane", "ar"), ("arar", "ar"), ("ere", "er"),
        ("byene", "by"), ("byane", "by"), ("byen", "by"), ("byer", "by"), ("byar", "by"), ("nye", "ny"),
        ("eiene", "ei"), ("eien", "ei"), ("eier", "ei"),
    ];

    internal static string Shortened(string word)
    {
        foreach (var (from, to) in Endings)
        {
            if (word.EndsWith(from, StringComparison.Ordinal) && word.Length - from.Length + to.Length >= 2)
            {
                return string.Concat(word.AsSpan(0, word.Length - from.Length), to);
            }
        }

        return word;
    }
}
