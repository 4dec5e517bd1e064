using System.IO.Compression;
using System.Text.Json;

namespace KnowledgeBase.Text.Benchmarks;

/// <summary>A retrieval collection: texts, questions, and which texts answer them.</summary>
internal sealed record Collection(
    string Name, string Language, List<string> Ids, List<string> Texts,
    Dictionary<string, string> Queries, Dictionary<string, Dictionary<string, int>> Grades)
{
    internal static Collection Read(string root, string name)
    {
        var folder = Path.Combine(root, name);
        using var meta = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "meta.json")));
        var ids = new List<string>();
        var texts = new List<string>();
        foreach (var line in Lines(folder, "corpus.jsonl"))
        {
            using var document = JsonDocument.Parse(line);
            ids.Add(document.RootElement.GetProperty("_id").GetString()!);
            texts.Add(document.RootElement.GetProperty("title").GetString() + "\n" + document.RootElement.GetProperty("text").GetString());
        }

        var queries = Lines(folder, "queries.tsv").Select(line => line.Split('\t')).ToDictionary(cells => cells[0], cells => cells[1]);
        var grades = Lines(folder, "qrels.tsv").Select(line => line.Split('\t')).GroupBy(cells => cells[0])
            .ToDictionary(group => group.Key, group => group.ToDictionary(cells => cells[1], cells => int.Parse(cells[2], System.Globalization.CultureInfo.InvariantCulture)));
        return new Collection(name, meta.RootElement.GetProperty("language").GetString()!, ids, texts, queries, grades);
    }

    private static IEnumerable<string> Lines(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        if (File.Exists(path))
        {
            return File.ReadLines(path).Where(line => line.Length > 0);
        }

        using var unpacked = new StreamReader(new GZipStream(File.OpenRead(path + ".gz"), CompressionMode.Decompress));
        return unpacked.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
