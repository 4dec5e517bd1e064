namespace KnowledgeBase.Measure;

/// <summary>Success@3 at the page, the headline figure: a question counts when one of the first three hits is the right
/// document and one of its first three snippets is on a right page (page 0: any page).</summary>
internal static class Questions
{
    public static async Task<int> RunAsync(SearchClient client, string questionsFile)
    {
        var asked = new SortedDictionary<string, int>();
        var answered = new SortedDictionary<string, int>();
        foreach (var line in File.ReadLines(questionsFile).Skip(1).Where(l => l.Length > 0))
        {
            var column = line.Split('\t');
            var (id, query, kind, file) = (column[0], column[1], column[3], column[4]);
            var pages = column[5].Split(',').Select(int.Parse).ToHashSet();
            var (success, where) = await AskAsync(client, query, file, pages);
            asked[kind] = asked.GetValueOrDefault(kind) + 1;
            answered[kind] = answered.GetValueOrDefault(kind) + (success ? 1 : 0);
            if (!success)
            {
                Console.WriteLine($"missed\t{id}\t{kind}\t{query}\t{file} p.{column[5]}\t{where}");
            }
        }

        foreach (var (kind, count) in asked)
        {
            Console.WriteLine($"{kind}\t{answered[kind]}/{count}");
        }

        Console.WriteLine($"all\t{answered.Values.Sum()}/{asked.Values.Sum()}\t{100.0 * answered.Values.Sum() / asked.Values.Sum():F1} %");
        return 0;
    }

    private static async Task<(bool Success, string Where)> AskAsync(SearchClient client, string query, string file, HashSet<int> pages)
    {
        var hits = await client.SearchAsync(query, 10);
        for (var rank = 0; rank < hits.Count; rank++)
        {
            if (!(await client.FileNamesAsync(hits[rank].Id)).Contains(file))
            {
                continue;
            }

            var shown = hits[rank].Pages.Take(3).ToList();
            var right = pages.Contains(0) || shown.Any(pages.Contains);
            return (rank < 3 && right, $"rank {rank + 1}, pages {string.Join(',', shown)}");
        }

        return (false, $"not among {hits.Count}");
    }
}
