using System.Globalization;
using System.Text;

namespace KnowledgeBase.Extraction;

/// <summary>Makes the path of an enclosed file harmless: relative, '/'-separated, printable, of bounded length, never leading out.</summary>
public static class ChildPath
{
    private const int MaxPart = 120;
    private const int MaxLength = 400;

    /// <summary>The cleaned path; "file" when nothing of it can be kept.</summary>
    public static string Clean(string path)
    {
        var kept = new List<string>();
        foreach (var raw in path.Replace('\\', '/').Split('/'))
        {
            var part = Printable(raw).Trim(' ', '.');
            if (part.Length == 0 || (part.Length == 2 && part[1] == ':' && char.IsAsciiLetter(part[0])))
            {
                continue;
            }

            kept.Add(Shortened(part.Replace(':', '_')));
        }

        while (kept.Count > 1 && kept.Sum(p => p.Length + 1) > MaxLength)
        {
            kept.RemoveAt(0);
        }

        return kept.Count == 0 ? "file" : string.Join('/', kept);
    }

    private static string Printable(string part)
    {
        var clean = new StringBuilder(part.Length);
        foreach (var rune in part.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString();
    }

    /// <summary>Keeps the end, where the ending of the name is.</summary>
    private static string Shortened(string part)
    {
        if (part.Length <= MaxPart)
        {
            return part;
        }

        var dot = part.LastIndexOf('.');
        var ending = dot > 0 && part.Length - dot <= 12 ? part[dot..] : "";
        var head = part[..(MaxPart - ending.Length)];
        return (char.IsHighSurrogate(head[^1]) ? head[..^1] : head) + ending;
    }
}
