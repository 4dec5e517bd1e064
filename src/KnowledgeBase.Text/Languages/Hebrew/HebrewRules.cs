using KnowledgeBase.Text.Stemming;

namespace KnowledgeBase.Text.Languages.Hebrew;

/// <summary>Rules of Hebrew: the particles written against the beginning of a word (and, the, in, as, to, from, that) and the endings of number and gender are taken off.</summary>
internal sealed class HebrewRules() : LanguageRules("he", "עברית", "Hebrew", "ebraico")
{
    private const int LeastStem = 3;
    private const int LongestPrefix = 3;
    private const string Prefixes = "והבכלמש";

    private static readonly SuffixStripper Endings = new(2, "ים ות יים ית ה ת יות יו יה ו י ם ן");

    /// <inheritdoc/>
    public override string FunctionWords =>
        "של את על לא הוא זה עם כל גם היא אני אבל או אם כי יש אין מה מי";

    /// <inheritdoc/>
    public override string Stem(string exact)
    {
        var start = 0;
        while (start < LongestPrefix && exact.Length - start > LeastStem && Prefixes.Contains(exact[start], StringComparison.Ordinal))
        {
            start++;
        }

        return Endings.Strip(exact[start..]);
    }
}
