using System.Diagnostics;
using KnowledgeBase.Search.Embedded;

namespace KnowledgeBase.Search.Tests;

/// <summary>Whatever is typed, an answer comes soon: measured as time of the processor, which a busy machine does not stretch.</summary>
public sealed class HostileQueries : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly string _root = Directory.CreateTempSubdirectory("kb-hostile-").FullName;
    private readonly EmbeddedSearchIndex _index;

    public HostileQueries()
    {
        _index = EmbeddedSearchIndex.Open(Path.Combine(_root, "lucene"));
        var random = new Random(1);
        for (var i = 0; i < 400; i++)
        {
            var words = Enumerable.Range(0, 200).Select(_ => string.Concat(Enumerable.Range(0, 3 + random.Next(8)).Select(_ => (char)('a' + random.Next(26)))));
            _index.Put(Sample.Document("d" + i, string.Join(' ', words)) with { Language = i % 2 == 0 ? "en" : "it" });
        }

        _index.Commit();
    }

    public void Dispose()
    {
        _index.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    public static TheoryData<string> Typed => new(
        new string('a', 1_000_000),
        string.Join(' ', Enumerable.Range(0, 20_000).Select(i => "word" + i)),
        new string('(', 50_000) + "tram" + new string(')', 50_000),
        new string('"', 10_001),
        "*a*",
        "???????",
        string.Join(' ', Enumerable.Repeat("*a*", 300)),
        string.Join(" OR ", Enumerable.Repeat("?*e*?", 300)),
        string.Join(' ', Enumerable.Repeat("abcdefgh~", 300)),
        "\"" + string.Join(' ', Enumerable.Repeat("the", 5000)) + "\"~100",
        string.Concat(Enumerable.Repeat("-(+", 3000)),
        string.Concat(Enumerable.Repeat("公", 20_000)),
        string.Concat(Enumerable.Repeat("a\u0301", 20_000)),
        string.Concat(Enumerable.Repeat("Wohnungsbauförderungsgesellschaft", 1000)),
        "\ud800\udfff\u0000\uffff year:99999999999999999999..");

    [Theory]
    [MemberData(nameof(Typed))]
    public void An_answer_comes_soon(string typed)
    {
        using var self = Process.GetCurrentProcess();
        var before = self.TotalProcessorTime;

        _index.Search(new SearchRequest { Query = typed, Language = "en" });
        _index.Suggest(typed, Reader.Anonymous, "en", 8);

        self.Refresh();
        var took = self.TotalProcessorTime - before;
        Assert.True(took < Soon, $"{took} for {typed[..Math.Min(40, typed.Length)]}");
    }
}
