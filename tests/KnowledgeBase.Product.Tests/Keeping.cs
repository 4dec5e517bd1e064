using System.Diagnostics;
using System.Text.Json;

namespace KnowledgeBase.Product.Tests;

/// <summary>The keeping of an archive, by the commands its owner types, while the site is up.</summary>
[Collection(Product.Name)]
public class Keeping(RunningArchive archive)
{
    [Fact]
    public async Task Files_catalogue_and_index_agree()
    {
        var check = await Kb.RunAsync("check", "--json", "--data", archive.Data);
        Assert.Equal("""{"findings":[]}""", check.Output.Trim());
        Assert.Equal(0, check.ExitCode);
    }

    [Fact]
    public async Task Java_Lucene_finds_nothing_wrong_with_the_index()
    {
        var jars = Directory.Exists("/usr/share/java") ? Directory.GetFiles("/usr/share/java", "lucene-core-8*.jar") : [];
        if (jars.Length == 0 && Environment.GetEnvironmentVariable("KB_ORACLE") == "off")
        {
            return;
        }

        Assert.True(jars.Length > 0, "Java Lucene is not there: apt-get install liblucene8-java default-jdk-headless, or leave it out with KB_ORACLE=off.");
        // CheckIndex wants the lock that the running archive holds: it looks at a copy.
        var copy = Directory.CreateTempSubdirectory("kb-index-").FullName;
        try
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(archive.Data, "lucene")).Where(f => Path.GetFileName(f) != "write.lock"))
            {
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            }

            using var java = Process.Start(new ProcessStartInfo("java", ["-ea:org.apache.lucene...", "-cp", jars[0], "org.apache.lucene.index.CheckIndex", copy])
            {
                RedirectStandardOutput = true,
            })!;
            var output = await java.StandardOutput.ReadToEndAsync();
            await java.WaitForExitAsync();
            Assert.True(output.Contains("No problems were detected with this index", StringComparison.Ordinal), output);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    [Fact]
    public async Task The_index_is_made_again_without_changing_an_answer()
    {
        var before = await AnswersAsync();
        var reindex = await Kb.RunAsync("reindex", "--data", archive.Data);
        Assert.Equal(0, reindex.ExitCode);
        Assert.Equal(before, await AnswersAsync());
    }

    [Fact]
    public async Task A_backup_brings_the_archive_back_elsewhere()
    {
        var folder = Directory.CreateTempSubdirectory("kb-backup-").FullName;
        try
        {
            var file = Path.Combine(folder, "archive.tar");
            var elsewhere = Path.Combine(folder, "data");
            Assert.Equal(0, (await Kb.RunAsync("backup", file, "--data", archive.Data)).ExitCode);
            var restore = await Kb.RunAsync("restore", file, "--data", elsewhere);
            Assert.True(restore.ExitCode == 0, restore.Errors);
            var found = await Kb.RunAsync("search", "trasporto pubblico", "--json", "--top", "100", "--data", elsewhere);
            var here = await archive.SearchAsync("trasporto pubblico", All);
            Assert.Equal(Answer(here), Answer(JsonDocument.Parse(found.Output).RootElement));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_key_lets_a_program_write_and_nothing_else_does()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent("Night buses run every hour."u8.ToArray()), "file", "night-buses.txt" } };
        using var without = await archive.Http.PostAsync(new Uri("/api/v1/documents", UriKind.Relative), form);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, without.StatusCode);

        var key = (await Kb.RunAsync("key", "add", "Night bus office", "--data", archive.Data)).Output.Trim();
        using var again = new MultipartFormDataContent { { new ByteArrayContent("Night buses run every hour."u8.ToArray()), "file", "night-buses.txt" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/documents") { Content = again };
        request.Headers.Authorization = new("Bearer", key);
        using var with = await archive.Http.SendAsync(request);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, with.StatusCode);
    }

    [Theory]
    [InlineData(2, "nonsense")]
    [InlineData(2, "search")]
    [InlineData(1, "erase", "0000000000")]
    public async Task Wrong_words_get_one_clear_sentence(int exitCode, params string[] arguments)
    {
        var run = await Kb.RunAsync([.. arguments, "--data", archive.Data]);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.StartsWith("kb: ", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    /// <summary>More than any query finds among the samples, so that no near equals are told apart by a cut.</summary>
    private const int All = 100;

    private async Task<string> AnswersAsync()
    {
        var answers = new List<string>();
        foreach (var query in new[] { "trasporto pubblico", "bicycle", "Stadtentwicklung", "\"car-free\"", "place:torino" })
        {
            answers.Add($"{query}: {Answer(await archive.SearchAsync(query, All))}");
        }

        return string.Join('\n', answers);
    }

    /// <summary>
    /// The total and the documents that hold all the words. Their order among near equals is not promised: words of documents
    /// that were replaced count in the statistics until they are merged away.
    /// </summary>
    private static string Answer(JsonElement answer) =>
        answer.GetProperty("total") + ": " + string.Join(' ', answer.GetProperty("hits").EnumerateArray()
            .Where(h => !h.GetProperty("partial").GetBoolean()).Select(h => h.GetProperty("id").GetString()).Order(StringComparer.Ordinal));
}
