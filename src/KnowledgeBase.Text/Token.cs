namespace KnowledgeBase.Text;

/// <summary>What a token is; it decides how a query uses it.</summary>
public enum TokenKind : byte
{
    /// <summary>A word, number or code of a script that writes its words apart; also a Thai, Lao, Khmer or Burmese word.</summary>
    Word = 0,

    /// <summary>One Chinese or Japanese character.</summary>
    Character = 1,

    /// <summary>Two neighbouring characters of a script that does not write its words apart.</summary>
    Pair = 2,
}

/// <summary>
/// A term at a position. Several tokens may share a position: those after the first have a
/// <see cref="PositionIncrement"/> of 0.
/// </summary>
/// <param name="Start">Where it begins in the source, in UTF-16 units.</param>
/// <param name="Length">How long it is in the source, in UTF-16 units; at least 1.</param>
/// <param name="PositionIncrement">0 (same position as the token before) or 1.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Exact">Lower case in the normal form NFKC, with its accents.</param>
/// <param name="Folded">As <paramref name="Exact"/>, without accents and the other differences that a reader overlooks; the same in every language.</param>
/// <param name="Stem">The stem with its language before it (see <see cref="IndexTerm"/>), or null where it equals <paramref name="Folded"/> or the language has none.</param>
public readonly record struct Token(
    int Start, int Length, int PositionIncrement, TokenKind Kind, string Exact, string Folded, string? Stem);

/// <summary>
/// A word of a query, with every index term that is the same word in one of the languages asked for.
/// </summary>
/// <param name="Start">Where it begins in the query, in UTF-16 units.</param>
/// <param name="Length">How long it is in the query, in UTF-16 units.</param>
/// <param name="PositionIncrement">How far it stands after the token before; 1 unless the position between holds nothing.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Glued">True where nothing but punctuation stands between it and the token before ("comune.torino.it", a Chinese run): such tokens are best asked for as a phrase.</param>
/// <param name="Exact">Lower case with accents: see <see cref="IndexTerm"/>; an index term of its own where it differs from <paramref name="Folded"/>.</param>
/// <param name="Folded">The term every inflection-free, accent-free occurrence has.</param>
/// <param name="Inflected">The other index terms of the group, best scored as one word with <paramref name="Folded"/>: tagged stems, and the stems untagged.</param>
public readonly record struct QueryToken(
    int Start, int Length, int PositionIncrement, TokenKind Kind, bool Glued,
    string Exact, string Folded, IReadOnlyList<string> Inflected);
