using System.Text;
using System.Text.RegularExpressions;
using KnowledgeBase.Extraction.Worker.Detection;
using KnowledgeBase.Extraction.Worker.Reading;
using KnowledgeBase.Extraction.Worker.Text;

namespace KnowledgeBase.Extraction.Worker.Html;

/// <summary>A web page saved as a file.</summary>
public sealed partial class HtmlReader : IFormatReader
{
    private const long MaxBytes = 40L << 20;

    public IReadOnlyCollection<string> Formats { get; } = [DetectedFormat.Html.Name];

    public Task<ExtractionResult> ReadAsync(DetectedFormat format, ReadingContext context)
    {
        if (new FileInfo(context.Document).Length > MaxBytes)
        {
            throw DocumentRefusedException.TooBig("The web page is larger than 40 MB.");
        }

        var html = DecodedText.Read(context.Document, DeclaredCharset(context.Document), context);
        var found = HtmlText.Read(html, context);
        var page = new ExtractedPage
        {
            Number = 1,
            Text = found.Text,
            Headings = found.Headings,
            Outcome = found.Text.Length == 0 ? PageOutcome.Empty : PageOutcome.Text,
        };
        return Task.FromResult(PageAccount.Of([page]) with
        {
            Pages = [page],
            Hidden = found.Hidden,
            Properties = found.Properties,
            Tool = InstalledTools.Own,
        });
    }

    private static string? DeclaredCharset(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[4096];
        var text = Encoding.Latin1.GetString(head, 0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        var match = Charset().Match(text);
        return match.Success ? match.Groups[1].Value : null;
    }

    [GeneratedRegex("(?:charset|encoding)\\s*=\\s*[\"']?([A-Za-z0-9_.:-]{2,40})", RegexOptions.IgnoreCase)]
    private static partial Regex Charset();
}
