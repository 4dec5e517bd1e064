namespace KnowledgeBase.Text.Stemming;

/// <summary>The longer plural of Serbian, Croatian and Bosnian masculines ("gradovi", "градовима"), which libstemmer parts from the singular.</summary>
internal static class SouthSlavicPlurals
{
    private static readonly (string From, string To)[] Endings = [("ovima", "ima"), ("ovi", "i"), ("овима", "има"), ("ови", "и")];

    /// <summary>The word without what stands between stem and ending; three letters are left before it.</summary>
    internal static string Shortened(string word)
    {
        foreach (var (from, to) in Endings)
        {
            if (word.Length >= from.Length + 3 && word.EndsWith(from, StringComparison.Ordinal))
            {
                return string.Concat(word.AsSpan(0, word.Length - from.Length), to);
            }
        }

        return word;
    }
}
