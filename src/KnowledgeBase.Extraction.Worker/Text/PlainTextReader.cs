using KnowledgeBase.Extraction.Worker.Detection;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Text;

/// <summary>Plain text, Markdown and CSV: decoded, otherwise left as they are; form feeds part pages.</summary>
public sealed class PlainTextReader : IFormatReader
{
    public IReadOnlyCollection<string> Formats { get; } =
        [DetectedFormat.PlainText.Name, DetectedFormat.Markdown.Name, DetectedFormat.Csv.Name];

    public Task<ExtractionResult> ReadAsync(DetectedFormat format, ReadingContext context)
    {
        var text = DecodedText.Read(context.Document, declared: null, context);
        var markdown = format == DetectedFormat.Markdown;
        var parts = text.Split('\f');
        while (parts.Length > 1 && string.IsNullOrWhiteSpace(parts[^1]))
        {
            parts = parts[..^1];
        }

        var pages = new List<ExtractedPage>();
        for (var i = 0; i < parts.Length; i++)
        {
            var page = TextCleaner.Clean(parts[i]);
            pages.Add(new()
            {
                Number = i + 1,
                Text = page,
                Outcome = string.IsNullOrWhiteSpace(page) ? PageOutcome.Empty : PageOutcome.Text,
                Headings = markdown ? Markdown.Headings(page) : [],
            });
        }

        var sound = pages.Any(p => p.Outcome == PageOutcome.Text);
        return Task.FromResult(new ExtractionResult
        {
            Outcome = sound ? ExtractionOutcome.Ok : ExtractionOutcome.Empty,
            Reason = sound ? null : "The file holds no text.",
            HasPages = pages.Count > 1,
            Pages = pages,
            Properties = new() { LargestLine = pages.SelectMany(p => p.Headings).FirstOrDefault() },
            Tool = InstalledTools.Own,
        });
    }
}
