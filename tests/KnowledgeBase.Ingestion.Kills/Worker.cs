using KnowledgeBase.Catalogue;
using KnowledgeBase.Ingestion.Stores;

namespace KnowledgeBase.Ingestion.Kills;

/// <summary>The process that is killed: takes in a folder, writes a line for each file that was acknowledged, and works until all are searchable.</summary>
internal static class Worker
{
    public static async Task<int> RunAsync(string data, string input, string acknowledged)
    {
        using var directory = DataDirectory.Open(data);
        using var catalogue = DocumentCatalogue.Open(directory.CatalogueFile);
        using var index = new IdFileIndex(Path.Combine(directory.Root, "ids.txt"));
        await using var service = new IngestionService(
            directory, catalogue, index, new PlainTextExtractor(), new IngestionOptions { BulkCommit = TimeSpan.FromMilliseconds(50) });
        await service.StartAsync();
        var held = File.Exists(acknowledged) ? File.ReadAllLines(acknowledged).Select(l => l.Split(' ')[^1]).ToHashSet(StringComparer.Ordinal) : [];
        var ids = new List<string>();
        foreach (var file in Directory.GetFiles(input).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(file);
            if (held.Contains(name) && name[^5] != '0')
            {
                continue; // Most are not offered twice; some are, as people do.
            }

            using var content = File.OpenRead(file);
            var receipt = await service.ReceiveAsync(content, new ReceiveRequest { Name = name, By = "soak", Priority = JobPriority.Bulk });
            await File.AppendAllTextAsync(acknowledged, $"{receipt.Id} {name}\n");
            ids.Add(receipt.Id!);
        }

        // Files found inside the last ones arrive while these are waited for.
        do
        {
            await service.WaitAsync(catalogue.AllIds().ToList());
            await Task.Delay(20);
        }
        while (catalogue.QueueNumbers() is not { ToRead: 0, Reading: 0, ToIndex: 0 });
        return 0;
    }
}
