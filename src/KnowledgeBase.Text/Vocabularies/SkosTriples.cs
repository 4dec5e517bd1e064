using System.Globalization;
using System.Text;

namespace KnowledgeBase.Text.Vocabularies;

/// <summary>SKOS as N-Triples (W3C 2014): the lines that state a label.</summary>
internal static class SkosTriples
{
    private const string Preferred = "<http://www.w3.org/2004/02/skos/core#prefLabel>";
    private const string Other = "<http://www.w3.org/2004/02/skos/core#altLabel>";

    public static void Read(TextReader reader, VocabularyFile.Builder into)
    {
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split((char[])[' ', '\t'], 3, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 3 && parts[1] is Preferred or Other && parts[0] is ['<', .., '>'] && Literal(parts[2]) is { } label)
            {
                into.Add(parts[0][1..^1], label.Language, label.Text, parts[1] == Preferred);
            }
        }
    }

    /// <summary>What stands in the quotation marks, and the language behind them.</summary>
    private static (string Text, string Language)? Literal(string value)
    {
        if (value.Length == 0 || value[0] != '"')
        {
            return null;
        }

        var text = new StringBuilder();
        for (var i = 1; i < value.Length; i++)
        {
            if (value[i] == '"')
            {
                var rest = value[(i + 1)..];
                var end = rest.AsSpan().IndexOfAny(' ', '.', '\t');
                return rest.StartsWith('@') ? (text.ToString(), (end < 0 ? rest : rest[..end])[1..]) : (text.ToString(), "");
            }

            if (value[i] != '\\')
            {
                text.Append(value[i]);
                continue;
            }

            i += Escape(value, i + 1, text);
        }

        return null;
    }

    /// <summary>Adds what an escape stands for; gives how many characters follow the backslash.</summary>
    private static int Escape(string value, int at, StringBuilder into)
    {
        if (at >= value.Length)
        {
            return 0;
        }

        var digits = value[at] switch { 'u' => 4, 'U' => 8, _ => 0 };
        if (digits > 0 && at + digits < value.Length
            && int.TryParse(value.AsSpan(at + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code))
        {
            into.Append(new Rune(code).ToString());
            return digits + 1;
        }

        into.Append(value[at] switch { 't' => '\t', 'n' or 'r' => ' ', var other => other });
        return 1;
    }
}
