using System.Text;
using System.Text.Json;
using KnowledgeBase.Extraction.Worker.Detection;
using KnowledgeBase.Extraction.Worker.Reading;
using KnowledgeBase.Extraction.Worker.Text;

namespace KnowledgeBase.Extraction.Worker.Data;

/// <summary>JSON: names and values, a line each. What is no valid JSON is shown as the text it is.</summary>
public sealed class JsonTextReader : IFormatReader
{
    public IReadOnlyCollection<string> Formats { get; } = [DetectedFormat.Json.Name];

    public Task<ExtractionResult> ReadAsync(DetectedFormat format, ReadingContext context)
    {
        var source = DecodedText.Read(context.Document, declared: null, context);
        var page = Values(source) is { } values && context.TryKeep(values.Length) ? TextCleaner.Clean(values) : TextCleaner.Clean(source);
        return Task.FromResult(new ExtractionResult
        {
            Outcome = page.Length == 0 ? ExtractionOutcome.Empty : ExtractionOutcome.Ok,
            Reason = page.Length == 0 ? "The file holds no text." : null,
            Pages = [new() { Number = 1, Text = page, Outcome = page.Length == 0 ? PageOutcome.Empty : PageOutcome.Text }],
            Tool = InstalledTools.Own,
        });
    }

    /// <summary>Null when the text is not valid JSON.</summary>
    private static string? Values(string source)
    {
        var text = new StringBuilder(source.Length);
        var reader = new Utf8JsonReader(
            Encoding.UTF8.GetBytes(source),
            new JsonReaderOptions { MaxDepth = 1000, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, AllowMultipleValues = true });
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        text.Append(reader.GetString()).Append(": ");
                        break;
                    case JsonTokenType.String:
                        text.Append(reader.GetString()).Append('\n');
                        break;
                    case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                        text.Append(Encoding.UTF8.GetString(reader.ValueSpan)).Append('\n');
                        break;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray when text.Length > 0 && text[^1] != '\n':
                        text.Append('\n');
                        break;
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }

        return text.ToString().Trim();
    }
}
