using System.Text;

namespace KnowledgeBase.Extraction.Tests;

/// <summary>One extractor for all tests, and the shared data where it is there.</summary>
public sealed class Reader : IAsyncLifetime
{
    public WorkerExtractor Extractor { get; } = new(new() { Parallelism = 2 });

    public string Folder { get; } = Directory.CreateTempSubdirectory("kb-extraction-").FullName;

    /// <summary>The shared corpus, or null on a machine without it.</summary>
    public static string? Corpus { get; } = FindCorpus();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await Extractor.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A share of a long list, unless KB_CORPUS=all asks for the whole of it.</summary>
    public static IEnumerable<T> Sample<T>(IEnumerable<T> all, int every) =>
        Environment.GetEnvironmentVariable("KB_CORPUS") == "all" ? all : all.Where((_, i) => i % every == 0);

    public string Scratch() => Directory.CreateDirectory(Path.Combine(Folder, Guid.NewGuid().ToString("N"))).FullName;

    public Task<ExtractionResult> ReadAsync(byte[] content, string name)
    {
        var path = Path.Combine(Folder, Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(path, content);
        return ReadAsync(path, name);
    }

    public Task<ExtractionResult> ReadAsync(string path, string? name = null) => Extractor.ExtractAsync(
        new() { Path = path, OriginalName = name ?? Path.GetFileName(path), Scratch = Scratch() }, CancellationToken.None);

    public Task<ExtractionResult> ReadAsync(string text, Encoding encoding, string name) => ReadAsync(encoding.GetBytes(text), name);

    private static string? FindCorpus()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            foreach (var name in new[] { "shared", "../shared" })
            {
                var corpus = Path.GetFullPath(Path.Combine(folder.FullName, name, "corpus"));
                if (File.Exists(Path.Combine(corpus, "manifest.tsv")))
                {
                    return corpus;
                }
            }
        }

        return null;
    }
}

[CollectionDefinition(nameof(Reader))]
public sealed class ReaderCollection : ICollectionFixture<Reader>;
