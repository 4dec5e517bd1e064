namespace KnowledgeBase.Measure;

/// <summary>Exact phrases that are known to stand in files: each must bring its file back among the first three hits.</summary>
internal static class Probes
{
    public static async Task<int> RunAsync(SearchClient client, string manifestFile)
    {
        var rows = File.ReadLines(manifestFile).Skip(1).Select(l => l.Split('\t')).Where(c => c.Length > 10).ToList();
        var holders = rows.Where(r => r[9].Length > 0).GroupBy(r => r[9]).ToDictionary(g => g.Key, g => g.Select(r => Path.GetFileName(r[0])).ToHashSet());
        var tried = new SortedDictionary<string, (int Asked, int Found, int PageAsked, int PageFound)>();
        foreach (var row in rows.Where(r => r[6] is "real" or "encrypted" && r[9].Length > 0 && !r[9].StartsWith('!')))
        {
            var (format, probe, note) = (row[1], row[9], row[10]);
            var page = PageOf(note);
            var hits = await client.SearchAsync($"\"{probe.Replace("\"", " ")}\"", 3);
            var found = false;
            var pageFound = false;
            foreach (var hit in hits)
            {
                var names = await client.FileNamesAsync(hit.Id);
                if (names.Any(holders[probe].Contains) || note.Contains("also in", StringComparison.Ordinal))
                {
                    found = true;
                    pageFound |= page is { } p && hit.Pages.Contains(p);
                }
            }

            var t = tried.GetValueOrDefault(format);
            tried[format] = (t.Asked + 1, t.Found + (found ? 1 : 0), t.PageAsked + (page is null ? 0 : 1), t.PageFound + (pageFound ? 1 : 0));
            if (!found || (page is not null && !pageFound))
            {
                Console.WriteLine($"missed\t{row[0]}\t{(found ? $"page {page}" : "document")}\t{probe}");
            }
        }

        foreach (var (format, t) in tried)
        {
            Console.WriteLine($"{format}\t{t.Found}/{t.Asked}\tpage {t.PageFound}/{t.PageAsked}");
        }

        var all = tried.Values;
        Console.WriteLine($"all\t{all.Sum(t => t.Found)}/{all.Sum(t => t.Asked)}\t{100.0 * all.Sum(t => t.Found) / all.Sum(t => t.Asked):F1} %\tpage {all.Sum(t => t.PageFound)}/{all.Sum(t => t.PageAsked)}");
        return 0;
    }

    /// <summary>The page a manifest's note names, as in "page 12", or null.</summary>
    private static int? PageOf(string note)
    {
        var match = System.Text.RegularExpressions.Regex.Match(note, @"\bp(?:age|\.)?\s*(\d+)");
        return match.Success ? int.Parse(match.Groups[1].Value) : null;
    }
}
