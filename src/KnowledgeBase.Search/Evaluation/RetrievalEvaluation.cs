using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Search.Expanding;
using KnowledgeBase.Text;

namespace KnowledgeBase.Search.Evaluation;

/// <summary>
/// Runs a retrieval collection through the product's own detection, analysis and ranking: what <c>kb eval</c> does. Only
/// <c>corpus.jsonl</c> (or <c>.jsonl.gz</c>) and <c>queries.tsv</c> are read.
/// </summary>
public static class RetrievalEvaluation
{
    /// <summary>Hits written for each query.</summary>
    public const int Depth = 100;

    private const string Tag = "knowledgebase";

    /// <summary>Indexes the collection in a folder of its own, answers the queries and writes a TREC run (<c>qid Q0 docid rank score tag</c>).</summary>
    /// <param name="collection">Folder with the corpus.</param>
    /// <param name="queries">Folder with <c>queries.tsv</c>; null for the corpus's own.</param>
    /// <param name="run">File to write.</param>
    /// <param name="knowledge">What the queries are translated with; null for the archive's own scheme alone.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Documents indexed and queries answered.</returns>
    /// <exception cref="FileNotFoundException">The corpus or the queries are not there.</exception>
    public static (int Documents, int Queries) Run(string collection, string? queries, string run, Knowledge? knowledge = null, CancellationToken cancellation = default)
    {
        var folder = Directory.CreateTempSubdirectory("kb-eval-").FullName;
        try
        {
            using var index = EmbeddedSearchIndex.Open(Path.Combine(folder, "lucene"), knowledge);
            var documents = 0;
            foreach (var document in Corpus(collection))
            {
                cancellation.ThrowIfCancellationRequested();
                index.Put(document);
                documents++;
            }

            index.Commit();
            return (documents, Answer(index, Path.Combine(queries ?? collection, "queries.tsv"), run, cancellation));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Answers each query as the search box would, and writes the run.</summary>
    public static int Answer(ISearchIndex index, string queries, string run, CancellationToken cancellation = default)
    {
        var count = 0;
        using var writer = new StreamWriter(run, append: false, new UTF8Encoding(false));
        foreach (var line in File.ReadLines(queries).Where(l => l.Length > 0))
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            var (id, query) = tab < 0 ? (line, "") : (line[..tab], line[(tab + 1)..]);
            var result = index.Search(new SearchRequest { Query = query, Size = Depth, SnippetsPerHit = 0 }, cancellation);
            for (var i = 0; i < result.Hits.Count; i++)
            {
                // Readers of runs sort by score: it must fall with the rank, which has more in it than the score.
                var score = (Depth - i).ToString(CultureInfo.InvariantCulture);
                writer.WriteLine($"{id} Q0 {result.Hits[i].Id} {i + 1} {score} {Tag}");
            }

            count++;
        }

        return count;
    }

    /// <summary>The documents of a collection, each in the language that is found in it.</summary>
    public static IEnumerable<IndexedDocument> Corpus(string collection)
    {
        var plain = Path.Combine(collection, "corpus.jsonl");
        using Stream stream = File.Exists(plain) ? File.OpenRead(plain) : new GZipStream(File.OpenRead(plain + ".gz"), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                using var json = JsonDocument.Parse(line);
                yield return Document(json.RootElement);
            }
        }
    }

    private static IndexedDocument Document(JsonElement json)
    {
        var title = json.TryGetProperty("title", out var t) ? t.GetString() ?? "" : "";
        var text = json.GetProperty("text").GetString() ?? "";
        var language = LanguageDetector.Detect(text.Length > 0 ? text : title).Language;
        return new IndexedDocument
        {
            Id = json.GetProperty("_id").ToString(),
            Revision = 1,
            Visibility = Visibility.Public,
            Title = title,
            Language = language,
            Pages = [new IndexedPage(1, text, language)],
            PageCount = 1,
        };
    }
}
