using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using KnowledgeBase.Extraction;

namespace KnowledgeBase.Cli.Soaking;

/// <summary>
/// <c>kb soak fuzz</c>: damaged files of all formats go through the readers. Each must end with an outcome and a reason, in
/// time, and take neither this process nor a later document with it.
/// </summary>
internal sealed class FuzzSoak(SoakOptions options)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    // What LibreOffice or OCR reads takes seconds: these come up seldom, so that the others come up often.
    private static readonly HashSet<string> Slow = new([".doc", ".xls", ".ppt", ".rtf", ".pps", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".webp"], StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<ExtractionOutcome, int> outcomes = new();
    private readonly ConcurrentDictionary<string, int> formats = new();
    private readonly ConcurrentDictionary<string, int> crashes = new();
    private readonly ConcurrentBag<string> faults = [];
    private readonly string folder = Directory.CreateTempSubdirectory("kb-soak-fuzz-").FullName;
    private long slowest;
    private int files;

    public async Task<int> RunAsync()
    {
        var sources = SoakFiles.Find();
        var quick = sources.Where(f => !IsSlow(f)).ToList();
        var slow = sources.Where(IsSlow).ToList();
        if (quick.Count == 0)
        {
            Console.Error.WriteLine("kb soak fuzz: the folder samples/archive is missing.");
            return ExitCode.WrongUsage;
        }

        var begun = Stopwatch.GetTimestamp();
        var work = Directory.CreateDirectory(Path.Combine(folder, "work")).FullName;
        await using (var extractor = Extractor(work, ocrPages: 0))
        await using (var patient = Extractor(work, ocrPages: 1))
        {
            var next = 0;
            await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(async () =>
            {
                while (Stopwatch.GetElapsedTime(begun) < options.Time)
                {
                    var number = Interlocked.Increment(ref next);
                    var random = new Random(unchecked((options.Seed * 1_000_003) + number));
                    var (reader, from) = slow.Count > 0 && random.Next(30) == 0 ? (patient, slow) : (extractor, quick);
                    await OneAsync(reader, from[random.Next(from.Count)], quick[random.Next(quick.Count)], number, random);
                }
            })));
            await LastAsync(extractor);
        }

        return Report(Directory.EnumerateFileSystemEntries(work).Count(), Stopwatch.GetElapsedTime(begun));
    }

    private static bool IsSlow(string file) =>
        Slow.Contains(Path.GetExtension(file)) || Path.GetFileName(file).Contains("scan", StringComparison.OrdinalIgnoreCase);

    private static WorkerExtractor Extractor(string work, int ocrPages) =>
        new(new ExtractorOptions { WorkFolder = work, Limits = new ExtractionLimits { OcrPages = ocrPages } });

    private async Task OneAsync(WorkerExtractor extractor, string source, string other, int number, Random random)
    {
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"file-{number}"));
        var scratch = Directory.CreateDirectory(path + ".scratch").FullName;
        var name = $"{Path.GetFileName(source)} (seed {options.Seed}, number {number})";
        await File.WriteAllBytesAsync(path, Mutation.Of(await File.ReadAllBytesAsync(source), await File.ReadAllBytesAsync(other), random));
        var begun = Stopwatch.GetTimestamp();
        try
        {
            var result = await extractor.ExtractAsync(
                new ExtractionRequest { Path = path, OriginalName = Path.GetFileName(source), Scratch = scratch }, CancellationToken.None).WaitAsync(Longest);
            formats.AddOrUpdate(result.Format, 1, (_, n) => n + 1);
            outcomes.AddOrUpdate(result.Outcome, 1, (_, n) => n + 1);
            if (result.Outcome == ExtractionOutcome.Crashed)
            {
                crashes.AddOrUpdate($"{result.Format}: {result.Reason} e.g. {name}", 1, (_, n) => n + 1);
            }

            if (result.Outcome != ExtractionOutcome.Ok && string.IsNullOrWhiteSpace(result.Reason))
            {
                faults.Add($"{name} ended as {result.Outcome} without a reason.");
            }
        }
        catch (TimeoutException)
        {
            faults.Add($"{name} held a reader up for {Longest.TotalMinutes} minutes.");
        }
        catch (Exception error)
        {
            faults.Add($"{name} threw {error.GetType().Name}: {error.Message}");
        }

        Interlocked.Increment(ref files);
        InterlockedMax(ref slowest, (long)Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        File.Delete(path);
        Directory.Delete(scratch, recursive: true);
    }

    /// <summary>After all that an honest file is read as ever.</summary>
    private async Task LastAsync(WorkerExtractor extractor)
    {
        var path = Path.Combine(folder, "honest.txt");
        await File.WriteAllTextAsync(path, "Trams on the square.");
        var result = await extractor.ExtractAsync(new ExtractionRequest { Path = path, OriginalName = "honest.txt", Scratch = folder }, CancellationToken.None);
        if (result.Outcome != ExtractionOutcome.Ok)
        {
            faults.Add($"An honest file at the end came out as {result.Outcome}.");
        }
    }

    private int Report(int left, TimeSpan time)
    {
        var stuck = ServedArchive.Workers(folder).Count;
        if (stuck > 0 || left > 0)
        {
            faults.Add($"{stuck} workers and {left} of their folders were left behind.");
        }

        var kinds = string.Join(' ', formats.OrderByDescending(f => f.Value).Select(f => $"{(f.Key.Length == 0 ? "none" : f.Key)}={f.Value}"));
        var counts = string.Join(' ', outcomes.OrderByDescending(o => o.Value).Select(o => $"{o.Key}={o.Value}"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"SOAK fuzz files={files} {counts} slowest={slowest / 1000.0:F1}s stuck={stuck} faults={faults.Count} minutes={time.TotalMinutes:F1}"));
        Console.WriteLine("recognised as: " + kinds);
        foreach (var (crash, count) in crashes.OrderByDescending(c => c.Value).Take(20))
        {
            Console.WriteLine($"a reader failed {count} x {crash}");
        }

        foreach (var fault in faults.Take(50))
        {
            Console.WriteLine("FAULT " + fault);
        }

        Directory.Delete(folder, recursive: true);
        return faults.IsEmpty ? ExitCode.Done : ExitCode.SomeInputsRefused;
    }

    private static void InterlockedMax(ref long most, long value)
    {
        var seen = Volatile.Read(ref most);
        while (value > seen && Interlocked.CompareExchange(ref most, value, seen) is var now && now != seen)
        {
            seen = now;
        }
    }
}
