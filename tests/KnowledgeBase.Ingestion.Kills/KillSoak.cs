using System.Diagnostics;
using System.Globalization;
using KnowledgeBase.Catalogue;
using KnowledgeBase.Ingestion.Stores;

namespace KnowledgeBase.Ingestion.Kills;

/// <summary>What a soak found.</summary>
public sealed record SoakReport(int Kills, int Documents, IReadOnlyList<string> Faults);

/// <summary>
/// Kills a process that takes documents in, at random moments, again and again, and then looks whether everything it
/// acknowledged is there, once, and searchable, and whether files, catalogue and index agree.
/// </summary>
public static class KillSoak
{
    /// <param name="folder">An empty folder to work in.</param>
    /// <param name="rounds">Kills.</param>
    /// <param name="seed">Of the moments.</param>
    /// <param name="documents">Files to take in.</param>
    public static async Task<SoakReport> RunAsync(string folder, int rounds, int seed, int documents)
    {
        var random = new Random(seed);
        var input = Path.Combine(folder, "input");
        var data = Path.Combine(folder, "data");
        var acknowledged = Path.Combine(folder, "acknowledged.txt");
        Write(input, documents, random);
        var kills = 0;
        var typical = TimeSpan.FromMilliseconds(1500);
        for (var round = 0; round < rounds; round++)
        {
            using var process = Start(data, input, acknowledged);
            using var over = new CancellationTokenSource(typical * (0.15 + random.NextDouble()));
            try
            {
                await process.WaitForExitAsync(over.Token);
                break;
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                await process.WaitForExitAsync();
                kills++;
            }
        }

        using (var last = Start(data, input, acknowledged))
        {
            await last.WaitForExitAsync();
            return new SoakReport(kills, documents, last.ExitCode == 0 ? await LookAsync(data, acknowledged) : ["The last, undisturbed run ended with an error."]);
        }
    }

    /// <summary>Texts of one to three pages; every seventh holds a child, every eleventh is a copy of the one before.</summary>
    private static void Write(string input, int documents, Random random)
    {
        Directory.CreateDirectory(input);
        var text = "";
        for (var i = 0; i < documents; i++)
        {
            if (i % 11 != 10)
            {
                text = $"Document {i} on trams and squares\n" + string.Join('\f', Enumerable.Range(0, random.Next(1, 4)).Select(p => $"page {p} of {i} " + new string('x', random.Next(5000))));
                text += i % 7 == 0 ? $"\nchild: inside-{i}.txt A file found inside number {i}" : "";
            }

            File.WriteAllText(Path.Combine(input, string.Create(CultureInfo.InvariantCulture, $"{i:d5}.txt")), text);
        }
    }

    private static Process Start(string data, string input, string acknowledged)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = false };
        foreach (var argument in new[] { typeof(KillSoak).Assembly.Location, "work", data, input, acknowledged })
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private static async Task<IReadOnlyList<string>> LookAsync(string data, string acknowledged)
    {
        var faults = new List<string>();
        using var directory = DataDirectory.Open(data);
        using var catalogue = DocumentCatalogue.Open(directory.CatalogueFile);
        using var index = new IdFileIndex(Path.Combine(directory.Root, "ids.txt"));
        await using var service = new IngestionService(directory, catalogue, index, new PlainTextExtractor(), new IngestionOptions());
        var byName = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var words in File.ReadAllLines(acknowledged).Select(l => l.Split(' ')))
        {
            if (service.StatusOf(words[0]) is not { Status: DocumentStatus.Indexed })
            {
                faults.Add($"{words[1]} was acknowledged as {words[0]} and is not searchable.");
            }

            if (byName.TryGetValue(words[1], out var other) && other != words[0])
            {
                faults.Add($"{words[1]} is there twice: {other} and {words[0]}.");
            }

            byName[words[1]] = words[0];
        }

        var all = catalogue.AllIds();
        var children = all.Count(id => catalogue.Find(id, DocumentVisibility.Draft)!.ParentId is not null);
        if (all.Count - children != byName.Values.Distinct().Count())
        {
            faults.Add($"{byName.Values.Distinct().Count()} documents were acknowledged, {all.Count - children} are there.");
        }

        if (index.Ids().Count != all.Count)
        {
            faults.Add($"The index holds {index.Ids().Count} documents, the catalogue {all.Count}.");
        }

        faults.AddRange((await service.CheckAsync(hashes: true)).Select(f => f.Message));
        return faults;
    }
}
