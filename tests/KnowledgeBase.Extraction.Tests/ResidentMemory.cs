using System.Globalization;

namespace KnowledgeBase.Extraction.Tests;

/// <summary>Memory of readers with all their tools. Pages of shared libraries count once for each process that has them.</summary>
internal static class ResidentMemory
{
    /// <summary>Most resident bytes of the readers that work in a folder, with everything they started.</summary>
    public static async Task<long> MostAsync(string work, CancellationToken over)
    {
        var most = 0L;
        while (!over.IsCancellationRequested)
        {
            most = Math.Max(most, ResidentBytes(work));
            await Task.WhenAny(Task.Delay(25, over));
        }

        return most;
    }

    private static long ResidentBytes(string work)
    {
        var parents = new Dictionary<int, (int Parent, long Bytes)>();
        var family = new HashSet<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(f => char.IsAsciiDigit(Path.GetFileName(f)[0])))
        {
            try
            {
                var id = int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);
                var status = File.ReadAllLines(Path.Combine(folder, "status"));
                long Value(string key) => status.FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal))?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1] is { } value
                    ? long.Parse(value, CultureInfo.InvariantCulture) : 0;
                parents[id] = ((int)Value("PPid:"), Value("VmRSS:") << 10);
                if (File.ReadAllText(Path.Combine(folder, "cmdline")).Contains(work + "/kb-worker-", StringComparison.Ordinal))
                {
                    family.Add(id);
                }
            }
            catch (IOException)
            {
                // It ended while it was looked at.
                continue;
            }
        }

        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var (id, (parent, _)) in parents)
            {
                grown |= family.Contains(parent) && family.Add(id);
            }
        }

        return family.Sum(id => parents.TryGetValue(id, out var process) ? process.Bytes : 0);
    }
}
