using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using KnowledgeBase.Extraction.Worker.Text;

namespace KnowledgeBase.Extraction.Worker.Mail;

/// <summary>Encoded words (RFC 2047), parameters (RFC 2231), dates and senders of message headers.</summary>
public static partial class MailHeaders
{
    /// <summary>The header with its encoded words decoded.</summary>
    public static string? Decoded(string? header)
    {
        if (header is null)
        {
            return null;
        }

        var joined = BetweenWords().Replace(header, "$1");
        return EncodedWord().Replace(joined, match =>
        {
            var bytes = match.Groups[2].Value is "B" or "b"
                ? TransferEncoding.Base64(Encoding.ASCII.GetBytes(match.Groups[3].Value))
                : TransferEncoding.QuotedPrintable(Encoding.ASCII.GetBytes(match.Groups[3].Value.Replace('_', ' ')));
            return (CharsetDetector.Named(match.Groups[1].Value) ?? Encoding.UTF8).GetString(bytes);
        }).Trim();
    }

    /// <summary>A parameter of a structured header, in its plain, its encoded or its continued form.</summary>
    public static string? Parameter(string? header, string name)
    {
        if (header is null)
        {
            return null;
        }

        var pieces = new SortedDictionary<int, string>();
        var encoded = false;
        foreach (Match match in ParameterPattern().Matches(header))
        {
            if (match.Groups["name"].Value.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                var index = match.Groups["part"].Success ? int.Parse(match.Groups["part"].Value, CultureInfo.InvariantCulture) : 0;
                encoded |= match.Groups["star"].Success;
                pieces.TryAdd(index, match.Groups["quoted"].Success
                    ? match.Groups["quoted"].Value.Replace("\\\"", "\"", StringComparison.Ordinal)
                    : match.Groups["plain"].Value);
            }
        }

        if (pieces.Count == 0)
        {
            return null;
        }

        var value = string.Concat(pieces.Values);
        return encoded ? Extended(value) : Decoded(value);
    }

    /// <summary>The date of a message, or null.</summary>
    public static DateTimeOffset? Date(string? header) =>
        DateTimeOffset.TryParse(Comment().Replace(header ?? "", "").Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : null;

    /// <summary>The sender's name, or address when there is no name.</summary>
    public static string? Name(string? from)
    {
        var text = Decoded(from);
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var angle = text.IndexOf('<');
        var name = angle > 0 ? text[..angle].Trim().Trim('"').Trim() : "";
        return name.Length > 0 ? name : text.Trim('<', '>', ' ');
    }

    private static string Extended(string value)
    {
        var parts = value.Split('\'', 3);
        var (charset, text) = parts.Length == 3 ? (parts[0], parts[2]) : ("utf-8", value);
        var bytes = TransferEncoding.QuotedPrintable(Encoding.UTF8.GetBytes(text.Replace('%', '=')));
        return (CharsetDetector.Named(charset) ?? Encoding.UTF8).GetString(bytes);
    }

    [GeneratedRegex(@"(=\?[^?\s]+\?[BbQq]\?[^?]*\?=)\s+(?==\?)")]
    private static partial Regex BetweenWords();

    [GeneratedRegex(@"=\?([^?*\s]+)(?:\*[^?]*)?\?([BbQq])\?([^?]*)\?=")]
    private static partial Regex EncodedWord();

    [GeneratedRegex("""[;\s](?<name>[A-Za-z-]+)(?:\*(?<part>\d{1,3}))?(?<star>\*)?=(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<plain>[^;\s]*))""")]
    private static partial Regex ParameterPattern();

    [GeneratedRegex(@"\([^)]*\)")]
    private static partial Regex Comment();
}
