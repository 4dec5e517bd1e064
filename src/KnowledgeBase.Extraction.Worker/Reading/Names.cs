namespace KnowledgeBase.Extraction.Worker.Reading;

/// <summary>Takes the author and keyword entries of metadata apart.</summary>
public static class Names
{
    private const int MaxNames = 50;
    private static readonly string[] NotPeople =
        ["user", "admin", "administrator", "owner", "unknown", "author", "anonymous", "root", "default", "microsoft office user", "windows user", "pc", "utente", "utilisateur", "benutzer", "usuario", "-", "n/a"];

    /// <summary>Authors parted at ';', or at line ends; program accounts such as "Administrator" are left out.</summary>
    public static IReadOnlyList<string> Split(string? text) =>
        [.. Parts(text, ';', '\n', '\r', '|').Where(n => !NotPeople.Contains(n.ToLowerInvariant()))];

    /// <summary>Keywords parted at ';' and ','.</summary>
    public static IReadOnlyList<string> SplitKeywords(string? text) => [.. Parts(text, ';', ',', '\n', '\r')];

    private static IEnumerable<string> Parts(string? text, params char[] separators) =>
        (text ?? "").Split(separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Where(part => part.Length <= 300 && part.Any(char.IsLetterOrDigit)).Distinct().Take(MaxNames);
}
