using System.Globalization;
using System.Text;

namespace KnowledgeBase.Search.Querying;

/// <summary>Reads one piece of a query that has no space in it.</summary>
internal static class WordReader
{
    /// <summary>What stands behind <c>field:</c>, or null when the field cannot hold that.</summary>
    public static QueryNode? Field(string field, string value) =>
        field == "year" ? Years(value)
        : QueryText.Trim(value).Length > 0 ? new FieldNode(field, WithoutBrackets(value))
        : null;

    /// <summary>A word, a pattern or a fuzzy word; several where punctuation parts a pattern; none in pure punctuation.</summary>
    public static IReadOnlyList<QueryNode> Words(string chunk)
    {
        if (chunk.Length > 0 && chunk.All(c => c == '*'))
        {
            return [new WildcardNode("*")];
        }

        var word = QueryText.Trim(chunk);
        if (word.Length == 0)
        {
            return [];
        }

        var before = chunk.IndexOf(word, StringComparison.Ordinal);
        var after = chunk[(before + word.Length)..];
        var starred = chunk[..before].EndsWith('*') || after.StartsWith('*') || word.Contains('*', StringComparison.Ordinal);
        if (starred || word.Contains('?', StringComparison.Ordinal))
        {
            return Patterns((chunk[..before].EndsWith('*') ? "*" : "") + word + (after.StartsWith('*') ? "*" : ""));
        }

        if (after.StartsWith('~'))
        {
            return [new FuzzyNode(Plain(word), 2)];
        }

        if (word.Length > 2 && word[^2] == '~' && char.IsAsciiDigit(word[^1]) && QueryText.Trim(word[..^2]) is { Length: > 0 } fuzzy)
        {
            return [new FuzzyNode(Plain(fuzzy), word[^1] == '1' ? 1 : 2)];
        }

        return [new WordNode(Plain(word))];
    }

    /// <summary>What was read as a word must not become an operator or a field when printed.</summary>
    private static string Plain(string word)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        while (colon > 0 && QueryParser.Fields.Contains(word[..colon], StringComparer.OrdinalIgnoreCase)
            && QueryText.Trim(word[colon..]) is { Length: > 0 } rest)
        {
            word = rest;
            colon = word.IndexOf(':', StringComparison.Ordinal);
        }

        return word is "OR" or "AND" or "NOT" ? word.ToLowerInvariant() : WithoutBrackets(word);
    }

    /// <summary>A bracket inside a word is punctuation; printed, it could close a group.</summary>
    private static string WithoutBrackets(string word) => word.Replace('(', '/').Replace(')', '/');

    private static List<QueryNode> Patterns(string chunk)
    {
        var nodes = new List<QueryNode>();
        var piece = new StringBuilder();
        for (var i = 0; i <= chunk.Length; i++)
        {
            if (i < chunk.Length && (chunk[i] is '*' or '?' || QueryText.IsWordAt(chunk, i)))
            {
                _ = chunk[i] == '*' && piece.Length > 0 && piece[^1] == '*' ? piece : piece.Append(chunk[i]);
                continue;
            }

            var text = piece.ToString();
            piece.Clear();
            if (QueryText.Trim(text).Length == 0)
            {
                continue;
            }

            nodes.Add(text.AsSpan().ContainsAny('*', '?') ? Pattern(text) : new WordNode(Plain(text)));
        }

        return nodes;
    }

    private static QueryNode Pattern(string text)
    {
        // A question mark at an edge is punctuation, for people ask questions; a star there stands for all of the edge.
        var inner = text.Trim('?', '*');
        var start = text.IndexOf(inner, StringComparison.Ordinal);
        var pattern = (text.AsSpan(0, start).Contains('*') ? "*" : "") + inner
            + (text.AsSpan(start + inner.Length).Contains('*') ? "*" : "");
        return pattern.AsSpan().ContainsAny('*', '?') ? new WildcardNode(pattern) : new WordNode(Plain(pattern));
    }

    private static YearNode? Years(string value)
    {
        var parts = value.Contains("..", StringComparison.Ordinal) ? value.Split("..", 2) : value.Split('-', 2);
        var from = Year(parts[0]);
        var to = parts.Length > 1 ? Year(parts[1]) : from;
        var wrong = (parts[0].Length > 0 && from is null) || (parts.Length > 1 && parts[1].Length > 0 && to is null);
        if (wrong || (from is null && to is null))
        {
            return null;
        }

        return from > to ? new YearNode(to, from) : new YearNode(from, to);
    }

    private static int? Year(string text) =>
        text.Length is > 0 and <= 4 && text.All(char.IsAsciiDigit) ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
