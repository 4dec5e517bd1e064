using KnowledgeBase.Extraction.Protocol;

namespace KnowledgeBase.Extraction.Worker.Reading;

/// <summary>The way back to the client: signs of life, then pages in batches, then the end.</summary>
public sealed class ReplyPipe(Stream pipe)
{
    // Small enough that neither side needs large buffers, whatever the document; large enough that frames are few.
    private const int BatchCharacters = 24_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim turn = new(1);
    private long last;

    /// <summary>Says that work goes on, at most once a second.</summary>
    public async Task ProgressAsync()
    {
        if (System.Diagnostics.Stopwatch.GetElapsedTime(last) < Pause)
        {
            return;
        }

        last = System.Diagnostics.Stopwatch.GetTimestamp();
        await SendAsync(new());
    }

    /// <summary>Sends all of a result.</summary>
    public async Task FinishAsync(ExtractionResult result)
    {
        await BatchesAsync(result.Pages.SelectMany(Pieces), p => p.Text.Length + (p.Words?.Length ?? 0), pages => new() { Pages = pages });
        await BatchesAsync(result.Hidden, h => h.Text.Length, hidden => new() { Hidden = hidden });
        await SendAsync(new() { Result = result with { Pages = [], Hidden = [] }, ResidentBytes = Environment.WorkingSet });
    }

    /// <summary>A long page in pieces, each under its number, none of which ends within a character.</summary>
    private static IEnumerable<ExtractedPage> Pieces(ExtractedPage page)
    {
        if (page.Text.Length <= BatchCharacters)
        {
            yield return page;
            yield break;
        }

        for (var start = 0; start < page.Text.Length;)
        {
            var end = Math.Min(page.Text.Length, start + BatchCharacters);
            end -= end < page.Text.Length && char.IsHighSurrogate(page.Text[end - 1]) ? 1 : 0;
            var text = page.Text[start..end];
            yield return start == 0 ? page with { Text = text } : new ExtractedPage { Number = page.Number, Text = text };
            start = end;
        }
    }

    private async Task BatchesAsync<T>(IEnumerable<T> items, Func<T, int> size, Func<List<T>, WorkerReply> message)
    {
        var batch = new List<T>();
        var characters = 0;
        foreach (var item in items)
        {
            batch.Add(item);
            characters += size(item) + 200;
            if (characters >= BatchCharacters)
            {
                await SendAsync(message(batch));
                batch = [];
                characters = 0;
            }
        }

        if (batch.Count > 0)
        {
            await SendAsync(message(batch));
        }
    }

    /// <summary>One frame after the other: tools that run side by side both report.</summary>
    private async Task SendAsync(WorkerReply reply)
    {
        await turn.WaitAsync();
        try
        {
            await Frames.WriteAsync(pipe, reply, WorkerJson.Lean.WorkerReply, CancellationToken.None);
        }
        finally
        {
            turn.Release();
        }
    }
}
