using System.Security.Cryptography;

namespace KnowledgeBase.Catalogue;

/// <summary>
/// The permanent address of a document: ten characters of Crockford's base 32 (no i, l, o, u), drawn at random.
/// It says nothing of the document, survives every rebuild, and is never given out twice.
/// </summary>
public static class DocumentId
{
    public const int Length = 10;

    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>A fresh id; 50 random bits, so the catalogue still checks that it is free.</summary>
    public static string Create() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>True for what could be an id; false for everything else that turns up in an address.</summary>
    public static bool IsWellFormed(string? text) =>
        text is { Length: Length } && text.All(c => Alphabet.Contains(c, StringComparison.Ordinal));
}
