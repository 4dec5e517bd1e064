namespace KnowledgeBase.Text.Words;

/// <summary>Abbreviations of single letters: "U.E." and "UE" are one word.</summary>
internal static class Abbreviation
{
    /// <summary>The word without its full stops where they stand between letters; numbers keep theirs.</summary>
    internal static string WithoutStops(string word)
    {
        var stop = word.IndexOf('.', StringComparison.Ordinal);
        return stop > 0 && char.IsLetter(word[stop - 1]) && !ContainsDigit(word)
            ? word.Replace(".", "", StringComparison.Ordinal)
            : word;
    }

    private static bool ContainsDigit(string word) => word.AsSpan().ContainsAnyInRange('0', '9');
}
