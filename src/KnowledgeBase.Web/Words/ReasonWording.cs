using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace KnowledgeBase.Web.Words;

/// <summary>
/// Says what reading, receiving and checking say of a document in the language of the page. Reasons are kept in the catalogue
/// as English sentences, whatever language they will be read in: the sentence itself is the key to its translation, as in
/// catalogues of messages (gettext). A sentence that is not among the <see cref="ReasonSentences"/> stays as it is.
/// </summary>
public static class ReasonWording
{
    private static readonly Dictionary<string, Phrase> Whole =
        ReasonSentences.All.Where(p => !p.English.Contains('{', StringComparison.Ordinal)).ToDictionary(p => p.English, StringComparer.Ordinal);

    private static readonly (Phrase Phrase, string[] Parts)[] Holed =
        [.. ReasonSentences.All.Where(p => p.English.Contains('{', StringComparison.Ordinal)).Select(p => (p, Parts(p.English)))];

    /// <summary>The reason in the language of <paramref name="wording"/>.</summary>
    public static string Of(string reason, Wording wording)
    {
        if (wording.Language == Wording.Languages[0]) return reason;
        if (Whole.TryGetValue(reason, out var known)) return wording[known];
        foreach (var (phrase, parts) in Holed)
        {
            if (TryRead(reason, parts, out var values))
                return wording[phrase, [.. values.Select(v => Value(v, wording))]];
        }
        return reason;
    }

    // A value may be a reason itself, or a number written as English writes it.
    private static string Value(string value, Wording wording) =>
        value.Contains(',', StringComparison.Ordinal) && long.TryParse(value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number)
            ? wording.Number(number)
            : Of(value, wording);

    /// <summary>The text before, between and behind the holes, which are numbered in order.</summary>
    private static string[] Parts(string english)
    {
        var parts = new List<string>();
        var at = 0;
        for (var hole = 0; english.IndexOf($"{{{hole}}}", at, StringComparison.Ordinal) is >= 0 and var found; hole++)
        {
            parts.Add(english[at..found]);
            at = found + 3;
        }
        return [.. parts, english[at..]];
    }

    private static bool TryRead(string reason, string[] parts, [NotNullWhen(true)] out List<string>? values)
    {
        values = null;
        if (!reason.StartsWith(parts[0], StringComparison.Ordinal) || !reason.EndsWith(parts[^1], StringComparison.Ordinal)) return false;
        var read = new List<string>();
        var at = parts[0].Length;
        for (var i = 1; i < parts.Length; i++)
        {
            var end = i == parts.Length - 1 ? reason.Length - parts[i].Length : reason.IndexOf(parts[i], at, StringComparison.Ordinal);
            if (end <= at) return false;
            read.Add(reason[at..end]);
            at = end + parts[i].Length;
        }
        values = read;
        return true;
    }
}
