using System.Diagnostics;
using System.Globalization;
using KnowledgeBase.Extraction;
using KnowledgeBase.Extraction.Tests;

namespace KnowledgeBase.Measure;

/// <summary>What reading files costs and gives, one after the other, by one reader.</summary>
internal static class Reading
{
    public static async Task<int> RunAsync(IReadOnlyList<string> files, bool text)
    {
        var work = Directory.CreateTempSubdirectory("kb-measure-").FullName;
        await using var extractor = new WorkerExtractor(new() { Parallelism = 1, WorkFolder = work });
        await extractor.ConfinementAsync(CancellationToken.None);
        var (slowest, largest, total) = (TimeSpan.Zero, 0L, Stopwatch.StartNew());
        foreach (var file in files)
        {
            var scratch = Directory.CreateDirectory(Path.Combine(work, "scratch")).FullName;
            using var over = new CancellationTokenSource();
            var memory = ResidentMemory.MostAsync(work, over.Token);
            var clock = Stopwatch.StartNew();
            var result = await extractor.ExtractAsync(
                new() { Path = file, OriginalName = Path.GetFileName(file), Scratch = scratch }, CancellationToken.None);
            clock.Stop();
            await over.CancelAsync();
            var most = await memory;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Path.GetFileName(file)}\t{result.Outcome}\t{result.Format}\t{clock.Elapsed.TotalSeconds:F1} s\t{most >> 20} MB\t{result.Pages.Count} pages\t{result.Pages.Sum(p => p.Text.Length)} characters\t{(result.Rendition is null ? "" : "PDF")}\t{result.Tool}\t{result.Reason} {string.Join(' ', result.Notes)}"));
            if (text)
            {
                Print(result);
            }

            (slowest, largest) = (clock.Elapsed > slowest ? clock.Elapsed : slowest, Math.Max(largest, most));
            Directory.Delete(scratch, recursive: true);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{files.Count} files in {total.Elapsed.TotalSeconds:F1} s; slowest {slowest.TotalSeconds:F1} s; most memory {largest >> 20} MB"));
        await extractor.DisposeAsync();
        Directory.Delete(work, recursive: true);
        return 0;
    }

    private static void Print(ExtractionResult result)
    {
        Console.WriteLine(result.Properties);
        foreach (var page in result.Pages)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"--- {page.Number} {page.Label} {page.Outcome} {page.OcrConfidence} {page.Words?.Count} words placed {page.Reason}\n{page.Text}"));
        }

        foreach (var hidden in result.Hidden)
        {
            Console.WriteLine($"--- {hidden.Kind} {hidden.Page}\n{hidden.Text}");
        }

        foreach (var child in result.Children)
        {
            Console.WriteLine($"--- {child.Path}{(child.Hidden ? " hidden" : "")}");
        }
    }
}
