using KnowledgeBase.Extraction.Worker.Containers;
using KnowledgeBase.Extraction.Worker.Reading;

namespace KnowledgeBase.Extraction.Worker.Archives;

/// <summary>Writes enclosed files into the scratch folder under names of our own, within the limits of count, size, ratio and total.</summary>
public sealed class ChildTaker(ReadingContext context)
{
    private readonly InflationBudget budget = new(context.Limits.ArchiveBytes, context.Limits.Ratio);
    private readonly List<ExtractedChild> children = [];
    private bool full;

    public IReadOnlyList<ExtractedChild> Children => children;

    /// <summary>Files that were left out.</summary>
    public int Left { get; private set; }

    /// <summary>Counts a file that is left out, and says why.</summary>
    public void Leave(string note)
    {
        Left++;
        context.Note(note);
    }

    /// <summary>Takes one file; one that breaks a limit is left out with a note.</summary>
    /// <param name="path">Its path within the parent; cleaned here.</param>
    /// <param name="content">Its content.</param>
    /// <param name="compressed">Its compressed size, by which the ratio is judged.</param>
    /// <param name="hidden">Whether a reader of the parent does not see it.</param>
    public async Task TakeAsync(string path, Stream content, long compressed, bool hidden = false)
    {
        if (full || children.Count >= context.Limits.Children)
        {
            Leave($"Only the first {children.Count:N0} files were taken out.");
            full = true;
            return;
        }

        var name = context.NewFile();
        var target = Path.Combine(context.Scratch, name);
        try
        {
            await using (var file = File.Create(target))
            await using (var watched = budget.Watch(content, compressed))
            {
                await CopyAsync(watched, file);
            }

            children.Add(new(ChildPath.Clean(path), name, hidden));
        }
        catch (DocumentRefusedException refusal)
        {
            File.Delete(target);
            full |= refusal.Message.Contains("more data", StringComparison.Ordinal);
            Leave($"{ChildPath.Clean(path)} was left out: it is too large or made to exhaust whoever opens it.");
        }

        await context.ProgressAsync();
    }

    private async Task CopyAsync(Stream source, FileStream target)
    {
        var buffer = new byte[128 * 1024];
        long total = 0;
        int count;
        while ((count = await source.ReadAsync(buffer)) > 0)
        {
            total += count;
            if (total > context.Limits.FileSize)
            {
                throw DocumentRefusedException.TooBig("An enclosed file is larger than is allowed.");
            }

            await target.WriteAsync(buffer.AsMemory(0, count));
            await context.ProgressAsync();
        }
    }
}
