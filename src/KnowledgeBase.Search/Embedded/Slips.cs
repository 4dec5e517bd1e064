using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Searching;

namespace KnowledgeBase.Search.Embedded;

/// <summary>
/// What a word may have been before one slip of the hand: a letter left out, added, changed, or swapped with its neighbour; and
/// how likely such a slip is beside others (the channel of Kernighan, Church and Gale 1990, set by hand: a slip that can be made in
/// one way only is likelier than one of the many letters that might have been hit).
/// </summary>
internal static class Slips
{
    private const double Only = 1;
    private const double Neighbour = 0.4;
    private const double Any = 0.12;

    private const string Latin = "abcdefghijklmnopqrstuvwxyzæøđłœþð";
    private const string Greek = "αβγδεζηθικλμνξοπρσςτυφχψω";
    private const string Cyrillic = "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґђјљњћџў";
    private const string Arabic = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژکگی";
    private const string Hebrew = "אבגדהוזחטיךכלםמןנסעףפץצקרשת";
    private const string Devanagari = "ँंःअआइईउऊऋएऐओऔकखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह़ािीुूृेैोौ्";

    private static readonly string[] Keyboards = ["qwertyuiop asdfghjkl zxcvbnm", "йцукенгшщзхъ фывапролджэ ячсмитьбю", "ςερτυθιοπ ασδφγηξκλ ζχψωβνμ"];

    private static readonly HashSet<(char, char)> Near = [.. Keyboards.SelectMany(Pairs)];

    /// <summary>All words of a field that the word may have been.</summary>
    public static IEnumerable<string> Of(IndexSnapshot snapshot, string field, string word) =>
        new FuzzyQuery(field, word, MaxEdits: 1, MaxTerms: int.MaxValue).Expand(snapshot).Select(t => t.Term.ToString()).Where(t => IsOne(word, t));

    /// <summary>Of words at most one edit apart: whether they are two, and the letter that was left out or hit wrongly is of the word's script.</summary>
    private static bool IsOne(string word, string meant)
    {
        var at = word.AsSpan().CommonPrefixLength(meant);
        return meant.Length < word.Length
            || (at < meant.Length && (word.Contains(meant[at], StringComparison.Ordinal) || word.Any(c => Letters(c).Contains(meant[at], StringComparison.Ordinal))));
    }

    /// <summary>How likely the word is typed for one that it may have been, 1 at most.</summary>
    public static double Likelihood(string typed, string meant)
    {
        var at = typed.AsSpan().CommonPrefixLength(meant);
        if (typed.Length < meant.Length)
        {
            return Only;
        }

        if (typed.Length > meant.Length)
        {
            return at > 0 && typed[at - 1] == typed[at] ? Only
                : (at > 0 && Near.Contains((typed[at - 1], typed[at]))) || (at + 1 < typed.Length && Near.Contains((typed[at + 1], typed[at]))) ? Neighbour : Any;
        }

        return at + 1 < typed.Length && typed[at] == meant[at + 1] && typed[at + 1] == meant[at] ? Only
            : Near.Contains((typed[at], meant[at])) ? Neighbour : Any;
    }

    /// <summary>The keys of a keyboard that touch, both ways.</summary>
    private static IEnumerable<(char, char)> Pairs(string keyboard)
    {
        var rows = keyboard.Split(' ');
        for (var row = 0; row < rows.Length; row++)
        {
            for (var i = 0; i < rows[row].Length; i++)
            {
                var key = rows[row][i];
                var touching = (string[])[rows[row].Substring(Math.Max(0, i - 1), Math.Min(1, i)), row + 1 < rows.Length ? Around(rows[row + 1], i) : ""];
                foreach (var other in string.Concat(touching))
                {
                    yield return (key, other);
                    yield return (other, key);
                }
            }
        }
    }

    /// <summary>The keys of the row below: each row stands half a key further to the right.</summary>
    private static string Around(string below, int i) => below[Math.Min(below.Length, Math.Max(0, i - 1))..Math.Min(below.Length, i + 1)];

    private static string Letters(char letter) => letter switch
    {
        < '\u0250' => Latin,
        >= '\u0370' and < '\u0400' => Greek,
        >= '\u0400' and < '\u0530' => Cyrillic,
        >= '\u0590' and < '\u0600' => Hebrew,
        >= '\u0600' and < '\u0700' => Arabic,
        >= '\u0900' and < '\u0980' => Devanagari,
        _ => "",
    };
}
