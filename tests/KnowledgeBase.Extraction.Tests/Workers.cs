using System.Diagnostics;

namespace KnowledgeBase.Extraction.Tests;

/// <summary>Workers die; documents that are read after that do not notice.</summary>
[Collection(nameof(Reader))]
public sealed class Workers(Reader reader)
{
    [Fact]
    public async Task A_killed_worker_costs_at_most_its_document_and_the_next_is_read()
    {
        var folder = Directory.CreateDirectory(Path.Combine(reader.Folder, "killed")).FullName;
        await using var extractor = new WorkerExtractor(new() { Parallelism = 1, WorkFolder = folder });
        var path = Path.Combine(reader.Folder, "killed.txt");
        await File.WriteAllTextAsync(path, "Testo.");
        ExtractionRequest Request() => new() { Path = path, OriginalName = "a.txt", Scratch = reader.Scratch() };
        for (var i = 0; i < 3; i++)
        {
            var result = await extractor.ExtractAsync(Request(), CancellationToken.None);
            Assert.Equal(ExtractionOutcome.Ok, result.Outcome);
            var name = Path.GetFileName(Assert.Single(Directory.GetDirectories(folder)));
            foreach (var process in Process.GetProcesses().Where(p => CommandLine(p).Contains(name, StringComparison.Ordinal)))
            {
                process.Kill();
            }
        }
    }

    [Fact]
    public async Task A_document_that_takes_too_long_gets_a_reason()
    {
        var limits = new ExtractionLimits { Silence = TimeSpan.FromMilliseconds(1) };
        await using var extractor = new WorkerExtractor(new() { Parallelism = 1, Limits = limits });
        var path = Path.Combine(reader.Folder, "slow.txt");
        await File.WriteAllTextAsync(path, string.Concat(Enumerable.Repeat("Un testo lungo. ", 1 << 19)));
        var result = await extractor.ExtractAsync(new() { Path = path, OriginalName = "a.txt", Scratch = reader.Scratch() }, CancellationToken.None);
        Assert.Equal(ExtractionOutcome.TimedOut, result.Outcome);
        Assert.Contains("stopped", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_that_is_not_there_is_a_reason_and_no_exception()
    {
        await using var extractor = new WorkerExtractor(new() { WorkerPath = Path.Combine(reader.Folder, "nothing.dll"), AllowCage = false });
        var path = Path.Combine(reader.Folder, "none.txt");
        await File.WriteAllTextAsync(path, "Testo.");
        var result = await extractor.ExtractAsync(new() { Path = path, OriginalName = "a.txt", Scratch = reader.Scratch() }, CancellationToken.None);
        Assert.Equal(ExtractionOutcome.Crashed, result.Outcome);
        Assert.NotNull(result.Reason);
    }

    private static string CommandLine(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
