using System.Text;
using KnowledgeBase.Engine.Format.Norms;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Searching;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Engine.Tests.Searching;

/// <summary>
/// Random documents of few words in an index of several segments, and beside it as plain lists, on which every query is answered by its definition:
/// each document looked at, each combination of places tried.
/// </summary>
internal sealed class NaiveIndex : IDisposable
{
    public const int Vocabulary = 9;
    private readonly MemoryDirectory directory = new();
    private readonly List<Document> documents = [];

    /// <param name="seed">Of the random documents.</param>
    /// <param name="count">How many.</param>
    /// <param name="rename">What each word is written as; a word that stands on its place already is then left out.</param>
    public NaiveIndex(int seed, int count, Func<string, string>? rename = null)
    {
        var random = new Random(seed);
        using (var writer = IndexWriter.Open(directory, new IndexWriterOptions { MergePolicy = null, BufferDocuments = Math.Max(2, count / 3) }))
        {
            var line = new IndexDocument();
            for (int d = 0; d < count; d++)
            {
                var document = Make(random, d, rename ?? (w => w));
                documents.Add(document);
                Fill(line, document);
                writer.AddDocument(line);
            }

            foreach (int gone in Enumerable.Range(0, count).Where(_ => random.Next(9) == 0))
            {
                documents[gone].IsLive = false;
                writer.DeleteDocuments("id", Encoding.UTF8.GetBytes($"d{gone}"));
            }

            writer.Commit();
        }

        Snapshot = IndexSnapshot.Open(directory);
        Searcher = new IndexSearcher(Snapshot);
    }

    public IndexSnapshot Snapshot { get; }

    public IndexSearcher Searcher { get; }

    private float Average => field > 0 ? field : field = (float)(documents.Sum(d => (long)d.Tokens.Count) / (double)documents.Count(d => d.Tokens.Count > 0));

    public IReadOnlyList<Document> Documents => documents;

    public static string Word(int number) => "w" + number;

    public void Dispose()
    {
        Snapshot.Dispose();
        directory.Dispose();
    }

    /// <summary>Live documents with a frequency above 0, best first, scored as one term of that frequency whose idf is given.</summary>
    public IEnumerable<ScoreDoc> Hits(Func<Document, float?> score) =>
        documents.Select((d, i) => (Doc: i, Score: d.IsLive ? score(d) : null)).Where(h => h.Score is not null).Select(h => new ScoreDoc(h.Doc, h.Score!.Value))
            .OrderByDescending(h => h.Score).ThenBy(h => h.Doc);

    public float Score(Document document, float idf, float freq)
    {
        int length = LengthCode.Decode(LengthCode.Of(document.Length));
        float cached = 1f / (1.2f * (0.25f + (0.75f * length / Average)));
        return idf - (idf / (1f + (freq * cached)));
    }

    /// <summary>The frequency that gives such a score.</summary>
    public double Freq(Document document, float idf, float score)
    {
        int length = LengthCode.Decode(LengthCode.Of(document.Length));
        double cached = 1 / (1.2 * (0.25 + (0.75 * length / Average)));
        return ((idf / ((double)idf - score)) - 1) / cached;
    }

    public float Idf(IEnumerable<string> words)
    {
        long docFreq = words.Max(w => documents.Count(d => d.Places(w).Any()));
        long docCount = documents.Count(d => d.Tokens.Count > 0);
        return docFreq == 0 ? 0 : (float)Math.Log(1 + ((docCount - docFreq + 0.5) / (docFreq + 0.5)));
    }

    private static Document Make(Random random, int number, Func<string, string> rename)
    {
        var tokens = new List<(string Word, int Place)>();
        int place = -1, length = 0;
        for (int i = random.Next(14); i > 0; i--)
        {
            int step = place < 0 ? 1 : random.Next(12) switch { 0 => 0, 1 => 2, _ => 1 };
            string word = Word(random.Next(Vocabulary) * random.Next(Vocabulary) / Vocabulary);
            if (step == 0 && tokens.Contains((word, place)))
            {
                step = 1;
            }

            place += step;
            length += step == 0 ? 0 : 1;
            tokens.Add((word, place));
        }

        tokens = [.. tokens.Select(t => (rename(t.Word), t.Place)).Distinct()];
        return new Document(tokens, length)
        {
            Id = number, Year = random.Next(5) == 0 ? null : 1950 + random.Next(70), Kind = random.Next(4) == 0 ? null : "kind" + random.Next(4),
            Places = w => tokens.Where(t => t.Word == w).Select(t => t.Place),
            Topics = [.. Enumerable.Range(0, random.Next(3)).Select(_ => "topic" + random.Next(6)).Distinct()],
        };
    }

    private static void Fill(IndexDocument line, Document document)
    {
        line.Clear();
        line.AddKeyword("id", $"d{document.Id}");
        line.BeginText("body", TextOptions.Default);
        int last = -1;
        foreach (var (word, place) in document.Tokens)
        {
            line.AddToken(Encoding.UTF8.GetBytes(word), place - last);
            last = place;
        }

        if (document.Year is { } year)
        {
            line.AddNumericDocValue("year", year);
        }

        if (document.Kind is { } kind)
        {
            line.AddSortedDocValue("kind", kind);
        }

        foreach (string topic in document.Topics)
        {
            line.AddSortedSet("topics", topic);
        }
    }

    internal sealed record Document(List<(string Word, int Place)> Tokens, int Length)
    {
        public int Id { get; init; }

        public bool IsLive { get; set; } = true;

        public int? Year { get; init; }

        public string? Kind { get; init; }

        public required List<string> Topics { get; init; }

        public required Func<string, IEnumerable<int>> Places { get; init; }
    }
}
