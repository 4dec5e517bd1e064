using System.Globalization;
using KnowledgeBase.Ingestion.Kills;

// work DATA INPUT ACKNOWLEDGED   the process that is killed
// kill ROUNDS SEED [DOCUMENTS]   kills it; prints kills and faults, ends with 1 on any fault
switch (args)
{
    case ["work", var data, var input, var acknowledged]:
        return await Worker.RunAsync(data, input, acknowledged);
    case ["kill", var rounds, var seed, .. var rest]:
        var folder = Directory.CreateTempSubdirectory("kb-kill-").FullName;
        var documents = rest is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 2000;
        var report = await KillSoak.RunAsync(folder, int.Parse(rounds, CultureInfo.InvariantCulture), int.Parse(seed, CultureInfo.InvariantCulture), documents);
        Console.WriteLine($"{report.Kills} kills, {report.Documents} documents, {report.Faults.Count} faults");
        foreach (var fault in report.Faults)
        {
            Console.WriteLine(fault);
        }

        Directory.Delete(folder, recursive: true);
        return report.Faults.Count == 0 ? 0 : 1;
    default:
        await Console.Error.WriteLineAsync("usage: kill ROUNDS SEED [DOCUMENTS]");
        return 2;
}
