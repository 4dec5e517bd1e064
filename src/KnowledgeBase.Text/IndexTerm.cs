namespace KnowledgeBase.Text;

/// <summary>
/// How tokens become terms of the one body field. At a token's position stand: <see cref="Token.Folded"/> as it is;
/// <see cref="Token.Stem"/> where it is not null; and the exact term where <see cref="Token.Exact"/> differs from
/// <see cref="Token.Folded"/>. The three cannot be mistaken for each other: stems hold U+001F after their language,
/// exact terms begin with U+001E, and neither character is ever part of a word.
/// </summary>
public static class IndexTerm
{
    public const char StemMark = '\u001f';

    public const char ExactMark = '\u001e';

    /// <summary>The term of a stem, such as <c>it␟trasport</c>.</summary>
    public static string Stem(string language, string stem) => string.Concat(language, "\u001f", stem);

    /// <summary>The term of a word with its accents, or null where folding took nothing away.</summary>
    public static string? Exact(in Token token) => Exact(token.Exact, token.Folded);

    /// <inheritdoc cref="Exact(in Token)"/>
    public static string? Exact(in QueryToken token) => Exact(token.Exact, token.Folded);

    /// <summary>True for a term that a reader may be shown (suggestions, spelling): neither a stem nor an exact form.</summary>
    public static bool IsWord(ReadOnlySpan<char> term) => term.IndexOfAny(StemMark, ExactMark) < 0;

    private static string? Exact(string exact, string folded) =>
        string.Equals(exact, folded, StringComparison.Ordinal) ? null : string.Concat("\u001e", exact);
}
