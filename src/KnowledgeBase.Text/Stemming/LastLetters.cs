namespace KnowledgeBase.Text.Stemming;

/// <summary>Changes at the end of a stem that languages make before certain endings.</summary>
internal static class LastLetters
{
    /// <summary>The stem with its last letters replaced, where they are these and at least two others stand before.</summary>
    internal static string Replace(string stem, string from, string to) =>
        stem.Length >= from.Length + 2 && stem.EndsWith(from, StringComparison.Ordinal)
            ? string.Concat(stem.AsSpan(0, stem.Length - from.Length), to)
            : stem;

    /// <summary>Takes out an <paramref name="e"/> that stands between the last two consonants only where no ending follows ("rynek", "rynku").</summary>
    internal static string DropFleeting(string stem, char e, string lastConsonants, string vowels) =>
        stem.Length >= 4 && stem[^2] == e && lastConsonants.Contains(stem[^1], StringComparison.Ordinal)
            && !vowels.Contains(stem[^3], StringComparison.Ordinal)
            ? string.Concat(stem.AsSpan(0, stem.Length - 2), stem.AsSpan(stem.Length - 1))
            : stem;
}
