using KnowledgeBase.Extraction.Protocol;

namespace KnowledgeBase.Extraction.Worker.Reading;

/// <summary>The way back to the client: signs of life, then pages in batches, then the end.</summary>
public sealed class ReplyPipe(Stream pipe)
{
    private const int BatchCharacters = 2_000_000;
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
        await BatchesAsync(result.Pages, p => p.Text.Length, pages => new() { Pages = pages });
        await BatchesAsync(result.Hidden, h => h.Text.Length, hidden => new() { Hidden = hidden });
        await SendAsync(new() { Result = result with { Pages = [], Hidden = [] }, ResidentBytes = Environment.WorkingSet });
    }

    private async Task BatchesAsync<T>(IReadOnlyList<T> items, Func<T, int> size, Func<List<T>, WorkerReply> message)
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
