using KnowledgeBase.Extraction;

namespace KnowledgeBase.Ingestion.Kills;

/// <summary>
/// Reads plain text, pages divided by form feeds, in this process. A first line "outcome: corrupt" (and so on) ends so;
/// lines "child: NAME TEXT" are files found inside; "title: TEXT" is the declared title.
/// </summary>
public sealed class PlainTextExtractor : IDocumentExtractor
{
    private int reads;

    /// <summary>Called before each reading, with its number from 1.</summary>
    public Func<int, ExtractionRequest, CancellationToken, Task> Before { get; set; } = (_, _, _) => Task.CompletedTask;

    /// <summary>Optional parts that count as installed.</summary>
    public HashSet<string> Parts { get; } = [];

    /// <summary>The version that readings name.</summary>
    public string Tool { get; set; } = "plain 1";

    public ReaderInventory Inventory() => new(new HashSet<string> { Tool }, Parts.ToHashSet());

    /// <summary>A text that crashes its reader the first time; empty for none.</summary>
    public string FailOnce { get; set; } = "";

    public int Reads => Volatile.Read(ref reads);

    public async Task<ExtractionResult> ExtractAsync(ExtractionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        await Before(Interlocked.Increment(ref reads), request, cancellation);
        var text = await File.ReadAllTextAsync(request.Path, cancellation);
        if (FailOnce.Length > 0 && text.Contains(FailOnce, StringComparison.Ordinal))
        {
            FailOnce = "";
            return new ExtractionResult { Outcome = ExtractionOutcome.Crashed, Reason = "The reader was killed." };
        }

        var lines = text.Split('\n');
        if (lines[0].StartsWith("outcome: ", StringComparison.Ordinal))
        {
            var outcome = Enum.Parse<ExtractionOutcome>(lines[0]["outcome: ".Length..].Trim());
            if (outcome is not ExtractionOutcome.NeedsPart || !Parts.Contains("office"))
            {
                return new ExtractionResult { Outcome = outcome, Reason = $"It says {outcome}.", MissingPart = outcome is ExtractionOutcome.NeedsPart ? "office" : null };
            }
        }

        var children = new List<ExtractedChild>();
        foreach (var line in lines.Where(l => l.StartsWith("child: ", StringComparison.Ordinal)))
        {
            var words = line["child: ".Length..].Split(' ', 2);
            var path = Path.Combine(request.Scratch, Path.GetRandomFileName());
            await File.WriteAllTextAsync(path, words[1].Replace("\\n", "\n", StringComparison.Ordinal), cancellation);
            children.Add(new ExtractedChild(words[0], path, Hidden: words[0].StartsWith('.')));
        }

        return new ExtractionResult
        {
            Outcome = ExtractionOutcome.Ok,
            Format = "txt",
            MediaType = "text/plain",
            HasPages = text.Contains('\f', StringComparison.Ordinal),
            Tool = Tool,
            Children = children,
            Properties = new DocumentProperties { Title = lines.FirstOrDefault(l => l.StartsWith("title: ", StringComparison.Ordinal))?["title: ".Length..] },
            Pages = [.. string.Join('\n', lines.Where(l => !l.StartsWith("child: ", StringComparison.Ordinal))).Split('\f').Select((t, i) => new ExtractedPage { Number = i + 1, Text = t, Outcome = t.Trim().Length == 0 ? PageOutcome.Empty : PageOutcome.Text })],
        };
    }
}
