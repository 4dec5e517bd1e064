using System.Text.Json;

namespace KnowledgeBase.Product.Tests;

/// <summary>What a newcomer tries first: the searches that the samples' README promises.</summary>
[Collection(Product.Name)]
public class Samples(RunningArchive archive)
{
    /// <summary>The rows of the README's table of searches: query, file, page.</summary>
    public static TheoryData<string, string, int> Promised()
    {
        var rows = new TheoryData<string, string, int>();
        var lines = File.ReadLines(Path.Combine(Kb.Root, "samples", "README.md"))
            .SkipWhile(l => !l.StartsWith("| query", StringComparison.Ordinal)).Skip(2).TakeWhile(l => l.StartsWith('|'));
        foreach (var cell in lines.Select(l => l.Split('|', StringSplitOptions.TrimEntries)))
        {
            rows.Add(cell[1], Path.GetFileName(cell[2].Trim('`')), int.Parse(cell[3]));
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Promised))]
    public async Task A_promised_search_finds_its_document_and_page(string query, string file, int page)
    {
        var hits = (await archive.SearchAsync(query, 3)).GetProperty("hits").EnumerateArray().ToList();
        var found = new List<string>();
        foreach (var hit in hits)
        {
            var name = await archive.FileOfAsync(hit.GetProperty("id").GetString()!);
            found.Add($"{name} p.{string.Join(',', Pages(hit))}");
            if (name == file && Pages(hit).Contains(page))
            {
                return;
            }
        }

        Assert.Fail($"“{query}” should find {file}, page {page}, and found {string.Join("; ", found)}");
    }

    [Fact]
    public void Every_sample_is_in()
    {
        var states = archive.StatusOnceLoaded.GetProperty("states");
        Assert.True(states.GetProperty("indexed").GetInt64() >= 60);
        Assert.Single(states.EnumerateObject());
    }

    [Fact]
    public async Task What_must_be_refused_is_refused_with_a_sentence()
    {
        var run = await Kb.RunAsync("ingest", Path.Combine(Kb.Root, "samples", "refused"), "--json", "--data", archive.Data);
        Assert.Equal(1, run.ExitCode);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.True(lines.Count >= 4);
        Assert.All(lines, line =>
        {
            Assert.Contains(line.GetProperty("status").GetString(), new[] { "refused", "failed", "duplicate" });
            Assert.EndsWith(".", line.GetProperty("reason").GetString(), StringComparison.Ordinal);
        });
    }

    private static IEnumerable<int> Pages(JsonElement hit) =>
        hit.GetProperty("snippets").EnumerateArray().Select(s => s.GetProperty("page").GetInt32());
}
