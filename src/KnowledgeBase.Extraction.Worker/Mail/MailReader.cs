using System.Text;
using KnowledgeBase.Extraction.Worker.Archives;
using KnowledgeBase.Extraction.Worker.Detection;
using KnowledgeBase.Extraction.Worker.Html;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Mail;

/// <summary>A message: who, when, what about and its text; attachments and enclosed messages are children.</summary>
public sealed class MailReader : IFormatReader
{
    private const int MaxDepth = 20;
    private const int MaxParts = 1000;
    private const long MaxBytes = 80L << 20;

    public IReadOnlyCollection<string> Formats { get; } = [DetectedFormat.Mail.Name];

    public async Task<ExtractionResult> ReadAsync(DetectedFormat format, ReadingContext context)
    {
        if (new FileInfo(context.Document).Length > MaxBytes)
        {
            throw DocumentRefusedException.TooBig("The message is larger than 80 MB.");
        }

        var message = MimePart.Parse(await File.ReadAllBytesAsync(context.Document));
        var text = new StringBuilder();
        foreach (var name in new[] { "From", "To", "Cc", "Date", "Subject" })
        {
            if (MailHeaders.Decoded(message.Header(name)) is { Length: > 0 } value)
            {
                text.Append(name).Append(": ").Append(value).Append('\n');
            }
        }

        text.Append('\n');
        var taker = new ChildTaker(context);
        await AddAsync(message, text, taker, context, 0);
        var cleaned = TextCleaner.Clean(text.ToString().Trim());
        var page = context.TryKeep(cleaned.Length) ? cleaned : cleaned[..Math.Min(cleaned.Length, context.CharactersLeft)];
        var subject = MailHeaders.Decoded(message.Header("Subject"));
        return new()
        {
            Outcome = ExtractionOutcome.Ok,
            Pages = [new() { Number = 1, Text = page, Outcome = page.Length == 0 ? PageOutcome.Empty : PageOutcome.Text }],
            Children = taker.Children,
            Properties = new()
            {
                Title = string.IsNullOrWhiteSpace(subject) ? null : TextCleaner.Clean(subject),
                Authors = MailHeaders.Name(message.Header("From")) is { } author ? [TextCleaner.Clean(author)] : [],
                Created = MailHeaders.Date(message.Header("Date")),
                Language = message.Header("Content-Language")?.Split(',')[0].Trim(),
            },
            Tool = InstalledTools.Own,
        };
    }

    private static async Task AddAsync(MimePart part, StringBuilder text, ChildTaker taker, ReadingContext context, int depth)
    {
        if (depth > MaxDepth)
        {
            taker.Leave("Parts of the message that are nested too deeply were left out.");
            return;
        }

        var type = part.MediaType;
        if (type.StartsWith("multipart/", StringComparison.Ordinal))
        {
            var parts = part.Parts(MaxParts).ToList();
            if (parts.Count == MaxParts)
            {
                context.Note($"Only the first {MaxParts} parts of the message were read.");
            }

            foreach (var inner in type == "multipart/alternative" ? Plainest(parts) : parts)
            {
                await AddAsync(inner, text, taker, context, depth + 1);
            }
        }
        else if (!part.IsAttachment && part.FileName is null && type == "text/html")
        {
            text.Append(HtmlText.Read(part.Text(), context).Text).Append('\n');
        }
        else if (!part.IsAttachment && part.FileName is null && type.StartsWith("text/", StringComparison.Ordinal))
        {
            text.Append(part.Text().Trim()).Append('\n');
        }
        else
        {
            var content = part.Content();
            var name = part.FileName ?? (type == "message/rfc822" ? "message.eml" : "attachment");
            using var stream = new MemoryStream(content);
            await taker.TakeAsync(name, stream, content.Length);
        }
    }

    /// <summary>Of several forms of one text the plain one, else the last that can be read, as RFC 2046 orders them.</summary>
    private static IEnumerable<MimePart> Plainest(List<MimePart> parts) =>
        (parts.FirstOrDefault(p => p.MediaType == "text/plain" && p.Body.Length > 2)
            ?? parts.LastOrDefault(p => p.MediaType.StartsWith("text/", StringComparison.Ordinal)
                || p.MediaType.StartsWith("multipart/", StringComparison.Ordinal))) is { } best ? [best] : parts;
}
