using System.Text.RegularExpressions;
using KnowledgeBase.Extraction.Worker.Text;

namespace KnowledgeBase.Extraction.Worker.Detection;

/// <summary>Tells text from binary files, and kinds of text from each other.</summary>
public static partial class TextKind
{
    /// <summary>The kind of text, or <see cref="DetectedFormat.Unknown"/> when the start of the file is no text.</summary>
    public static DetectedFormat FormatOf(byte[] head, string name)
    {
        var encoding = CharsetDetector.Detect(head, declared: null).Encoding;
        var text = encoding.GetString(head);
        if (!IsText(text))
        {
            return DetectedFormat.Unknown;
        }

        var start = text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (start.StartsWith('<'))
        {
            return Markup(start);
        }

        if (MailHeader().Count(start[..Math.Min(start.Length, 8192)]) >= 2 && FirstLineIsHeader().IsMatch(start))
        {
            return DetectedFormat.Mail;
        }

        if (start.Length > 1 && start[0] is '{' or '[' && JsonStart().IsMatch(start))
        {
            return DetectedFormat.Json;
        }

        return System.IO.Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".csv" or ".tsv" or ".tab" => DetectedFormat.Csv,
            ".md" or ".markdown" or ".mkd" => DetectedFormat.Markdown,
            ".htm" or ".html" or ".xhtml" when HtmlTag().IsMatch(start) => DetectedFormat.Html,
            _ => HtmlPage().IsMatch(start[..Math.Min(start.Length, 4096)]) ? DetectedFormat.Html : DetectedFormat.PlainText,
        };
    }

    private static DetectedFormat Markup(string start)
    {
        var part = start[..Math.Min(start.Length, 16_384)];
        if (HtmlPage().IsMatch(part))
        {
            return DetectedFormat.Html;
        }

        var root = Root().Match(part);
        var name = root.Success ? root.Groups[1].Value : "";
        return name == "svg" ? DetectedFormat.Svg
            : part.StartsWith("<?xml", StringComparison.Ordinal) || part.Contains("xmlns", StringComparison.Ordinal) ? DetectedFormat.Xml
            : HtmlTag().IsMatch(part) ? DetectedFormat.Html
            : root.Success ? DetectedFormat.Xml
            : DetectedFormat.PlainText;
    }

    /// <summary>Control characters do not stand in text; a few are forgiven, since old programs left some.</summary>
    private static bool IsText(string text)
    {
        var odd = text.Count(c => (c < ' ' && c is not ('\n' or '\r' or '\t' or '\f' or '\v' or '\u001B' or '\u001A')) || c is '\uFFFD' or '\u007F');
        return odd * 50 <= text.Length;
    }

    [GeneratedRegex(@"<!doctype\s+html|<html[\s>]|<(head|body)[\s>]", RegexOptions.IgnoreCase)]
    private static partial Regex HtmlPage();

    [GeneratedRegex(@"<(p|div|h[1-6]|table|br|a|ul|ol|title|meta|span|font|center|b|i)[\s>/]", RegexOptions.IgnoreCase)]
    private static partial Regex HtmlTag();

    [GeneratedRegex(@"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]")]
    private static partial Regex Root();

    [GeneratedRegex(@"^(Return-Path|Received|From|To|Cc|Date|Message-ID|MIME-Version|Subject|Delivered-To|Reply-To|Content-Type|DKIM-Signature|Sender):\s", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex MailHeader();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9-]*:[ \t]?\S?")]
    private static partial Regex FirstLineIsHeader();

    [GeneratedRegex("^(\\{\\s*(\"|\\})|\\[\\s*([\\[{\"\\]\\d-]|true|false|null))")]
    private static partial Regex JsonStart();
}
