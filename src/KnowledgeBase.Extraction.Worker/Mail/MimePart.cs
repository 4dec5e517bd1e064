using System.Text;
using KnowledgeBase.Extraction.Worker.Text;

namespace KnowledgeBase.Extraction.Worker.Mail;

/// <summary>One part of a message (RFC 2045): its headers and its undecoded body.</summary>
public sealed class MimePart
{
    private readonly Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);

    private MimePart(ReadOnlyMemory<byte> body) => Body = body;

    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Media type in lower case, text/plain where none is given.</summary>
    public string MediaType => Value(Header("Content-Type")) is { Length: > 0 } type ? type : "text/plain";

    public string? Boundary => MailHeaders.Parameter(Header("Content-Type"), "boundary");

    public string? Charset => MailHeaders.Parameter(Header("Content-Type"), "charset");

    public string? FileName =>
        MailHeaders.Parameter(Header("Content-Disposition"), "filename") ?? MailHeaders.Parameter(Header("Content-Type"), "name");

    public bool IsAttachment => Value(Header("Content-Disposition")) == "attachment";

    /// <summary>Parts headers and body at the first empty line.</summary>
    public static MimePart Parse(ReadOnlyMemory<byte> content)
    {
        var span = content.Span;
        var end = 0;
        while (end < span.Length)
        {
            var next = span[end..].IndexOf((byte)'\n');
            if (next < 0)
            {
                end = span.Length;
                break;
            }

            var line = span.Slice(end, next).TrimEnd((byte)'\r');
            end += next + 1;
            if (line.IsEmpty)
            {
                break;
            }
        }

        var part = new MimePart(content[end..]);
        part.ReadHeaders(Decoded(span[..Math.Min(end, 1 << 20)]));
        return part;
    }

    public string? Header(string name) => headers.GetValueOrDefault(name);

    /// <summary>The body's bytes with the transfer encoding undone; damage in it is skipped.</summary>
    public byte[] Content() => (Header("Content-Transfer-Encoding")?.Trim().ToLowerInvariant()) switch
    {
        "base64" => TransferEncoding.Base64(Body.Span),
        "quoted-printable" => TransferEncoding.QuotedPrintable(Body.Span),
        _ => Body.ToArray(),
    };

    /// <summary>The body as text.</summary>
    public string Text()
    {
        var bytes = Content();
        return CharsetDetector.Detect(bytes, Charset).Encoding.GetString(bytes);
    }

    /// <summary>The parts between the boundaries of a multipart body.</summary>
    public IEnumerable<MimePart> Parts(int max)
    {
        if (Boundary is not { Length: > 0 } boundary)
        {
            yield break;
        }

        var mark = Encoding.UTF8.GetBytes("--" + boundary);
        var start = -1;
        var at = 0;
        while (at < Body.Length && max > 0)
        {
            var end = Body.Span[at..].IndexOf((byte)'\n');
            end = end < 0 ? Body.Length : at + end + 1;
            if (Body.Span[at..end].StartsWith(mark))
            {
                if (start >= 0)
                {
                    max--;
                    yield return Parse(Body[start..at]);
                }

                start = end;
                if (Body.Span[(at + mark.Length)..end].StartsWith("--"u8))
                {
                    yield break;
                }
            }

            at = end;
        }

        if (start >= 0 && start < Body.Length && max > 0)
        {
            yield return Parse(Body[start..]);
        }
    }

    private static string Value(string? header) => (header ?? "").Split(';')[0].Trim().ToLowerInvariant();

    private static string Decoded(ReadOnlySpan<byte> bytes) => CharsetDetector.Detect(bytes, declared: null).Encoding.GetString(bytes);

    private void ReadHeaders(string text)
    {
        string? name = null;
        foreach (var line in text.Split('\n'))
        {
            var trimmed = line.TrimEnd('\r');
            if (trimmed.Length > 0 && trimmed[0] is ' ' or '\t')
            {
                if (name is not null && headers[name].Length < 100_000)
                {
                    headers[name] += " " + trimmed.Trim();
                }

                continue;
            }

            var colon = trimmed.IndexOf(':');
            name = colon > 0 ? trimmed[..colon].Trim() : null;
            if (name is not null && !headers.TryAdd(name, trimmed[(colon + 1)..].Trim()))
            {
                name = null;
            }
        }
    }
}
