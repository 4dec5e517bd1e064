using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using KnowledgeBase.Extraction.Worker.Archives;
using KnowledgeBase.Extraction.Worker.Detection;
using KnowledgeBase.Extraction.Worker.Html;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Ole;

/// <summary>A message saved by Outlook ([MS-OXMSG]): who, when, what about and its text; attachments are children.</summary>
public sealed class OutlookReader : IFormatReader
{
    private const string Property = "__substg1.0_";
    private const string Attachment = "__attach_version1.0_";
    private const string Subject = "0037";
    private const string Sender = "0C1A";
    private const string SenderAddress = "5D01";
    private const string To = "0E04";
    private const string Cc = "0E03";
    private const string Body = "1000";
    private const string HtmlBody = "1013";
    private const string LongName = "3707";
    private const string ShortName = "3704";
    private const string Content = "3701";
    private const uint Submitted = 0x00390040;
    private const int MaxText = 40 << 20;

    public IReadOnlyCollection<string> Formats { get; } = [DetectedFormat.Msg.Name];

    public async Task<ExtractionResult> ReadAsync(DetectedFormat format, ReadingContext context)
    {
        await using var stream = File.OpenRead(context.Document);
        var file = OleFile.Open(stream) ?? throw DocumentRefusedException.Corrupt("The message is damaged and cannot be opened.");
        var text = new StringBuilder();
        var sent = Date(file);
        foreach (var (name, value) in new[]
        {
            ("From", string.Join(' ', new[] { Said(file, Sender), Said(file, SenderAddress) is { } address ? $"<{address}>" : null }.Where(v => v is not null))),
            ("To", Said(file, To)), ("Cc", Said(file, Cc)), ("Date", sent?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)), ("Subject", Said(file, Subject)),
        })
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                text.Append(name).Append(": ").Append(value).Append('\n');
            }
        }

        text.Append('\n').Append(Said(file, Body) ?? Html(file, context));
        var taker = new ChildTaker(context);
        foreach (var folder in file.Streams.Where(s => s.Path.StartsWith(Attachment, StringComparison.OrdinalIgnoreCase)).Select(s => s.Path[..s.Path.IndexOf('/', StringComparison.Ordinal)]).Distinct())
        {
            if (file.Find($"{folder}/{Property}{Content}0102") is { } entry)
            {
                using var content = new MemoryStream(file.Read(entry, (int)Math.Min(context.Limits.FileSize, int.MaxValue)));
                await taker.TakeAsync(Said(file, LongName, folder + "/") ?? Said(file, ShortName, folder + "/") ?? "attachment", content, content.Length);
            }
        }

        var cleaned = TextCleaner.Clean(text.ToString().ReplaceLineEndings("\n").Trim());
        var page = context.TryKeep(cleaned.Length) ? cleaned : cleaned[..Math.Min(cleaned.Length, context.CharactersLeft)];
        return new()
        {
            Outcome = ExtractionOutcome.Ok,
            Pages = [new() { Number = 1, Text = page, Outcome = page.Length == 0 ? PageOutcome.Empty : PageOutcome.Text }],
            Children = taker.Children,
            Properties = new() { Title = Said(file, Subject), Authors = Names.Split(Said(file, Sender)), Created = sent },
            Tool = InstalledTools.Own,
        };
    }

    /// <summary>A property that is text, in UTF-16 or in a code page that is not said; null when it is absent or empty.</summary>
    private static string? Said(OleFile file, string property, string folder = "")
    {
        var text = file.Find($"{folder}{Property}{property}001F") is { } wide ? Encoding.Unicode.GetString(file.Read(wide, MaxText))
            : file.Find($"{folder}{Property}{property}001E") is { } narrow ? Narrow(file.Read(narrow, MaxText)) : null;
        var tidy = text is null ? "" : TextCleaner.Clean(text.TrimEnd('\0')).Trim();
        return tidy.Length == 0 ? null : tidy;
    }

    private static string Narrow(byte[] bytes) => Text.CharsetDetector.Detect(bytes, declared: null).Encoding.GetString(bytes);

    private static string Html(OleFile file, ReadingContext context) =>
        file.Find($"{Property}{HtmlBody}0102") is { } html ? HtmlText.Read(Narrow(file.Read(html, MaxText)), context).Text : "";

    private static DateTimeOffset? Date(OleFile file)
    {
        const int header = 32;
        if (file.Find("__properties_version1.0") is not { } entry)
        {
            return null;
        }

        var properties = file.Read(entry, 64 * 1024);
        for (var at = header; at + 16 <= properties.Length; at += 16)
        {
            var time = BinaryPrimitives.ReadInt64LittleEndian(properties.AsSpan(at + 8));
            if (BinaryPrimitives.ReadUInt32LittleEndian(properties.AsSpan(at)) == Submitted && time > 0 && time < DateTime.MaxValue.ToFileTimeUtc())
            {
                return DateTimeOffset.FromFileTime(time).ToUniversalTime();
            }
        }

        return null;
    }
}
