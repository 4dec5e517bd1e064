namespace KnowledgeBase.Search.Embedded;

/// <summary>What a word may have been before one slip of the hand: a letter left out, added, changed, or swapped with its neighbour.</summary>
internal static class Slips
{
    private const string Latin = "abcdefghijklmnopqrstuvwxyzæøđłœþð";
    private const string Greek = "αβγδεζηθικλμνξοπρσςτυφχψω";
    private const string Cyrillic = "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґђјљњћџў";
    private const string Arabic = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژکگی";
    private const string Hebrew = "אבגדהוזחטיךכלםמןנסעףפץצקרשת";
    private const string Devanagari = "ँंःअआइईउऊऋएऐओऔकखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह़ािीुूृेैोौ्";

    public static IReadOnlyList<string> Of(string word)
    {
        var letters = Letters(word[^1]).Union(word).ToArray();
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i <= word.Length; i++)
        {
            var (before, after) = (word[..i], word[i..]);
            if (after.Length > 0)
            {
                found.Add(before + after[1..]);
            }

            if (after.Length > 1)
            {
                found.Add(before + after[1] + after[0] + after[2..]);
            }

            foreach (var letter in letters)
            {
                found.Add(before + letter + after);
                if (after.Length > 0)
                {
                    found.Add(before + letter + after[1..]);
                }
            }
        }

        found.Remove(word);
        return [.. found];
    }

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
