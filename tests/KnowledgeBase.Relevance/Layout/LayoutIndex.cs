using KnowledgeBase.Cli.Lucene;
using System.Text;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Searching;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;
using KnowledgeBase.Text;

namespace KnowledgeBase.Relevance.Layout;

/// <summary>One stretch of text in one language, in the field of its layout unless another is named.</summary>
internal sealed record Passage(string Text, string Language, string? Field = null);

/// <summary>An index of passages in one layout, merged to one segment, with what it cost. Only the fields that are searched are in it.</summary>
internal sealed class LayoutIndex : IDisposable
{
    private const int MaxWord = 200;

    private readonly FileSystemDirectory _directory;
    private readonly IndexSnapshot _snapshot;

    private LayoutIndex(BodyLayout layout, FileSystemDirectory directory, double seconds)
    {
        (Layout, _directory, Seconds) = (layout, directory, seconds);
        _snapshot = IndexSnapshot.Open(directory);
        Bytes = directory.ListAll().Sum(directory.Length);
    }

    public BodyLayout Layout { get; }

    /// <summary>Processor seconds of analysis, indexing and merging.</summary>
    public double Seconds { get; }

    public long Bytes { get; }

    /// <param name="layout">Where terms go.</param>
    /// <param name="documents">Each a list of passages, which follow each other.</param>
    /// <param name="folder">An empty folder.</param>
    public static LayoutIndex Build(BodyLayout layout, IEnumerable<IReadOnlyList<Passage>> documents, string folder)
    {
        var begun = ThreadClock.Microseconds();
        var directory = new FileSystemDirectory(folder);
        // Merging only at the end keeps the documents in the order in which they came: their numbers are their places.
        using (var writer = IndexWriter.Open(directory, new IndexWriterOptions { BackgroundMerges = false, MergePolicy = null }))
        {
            var document = new IndexDocument();
            foreach (var passages in documents)
            {
                document.Clear();
                foreach (var passage in passages)
                {
                    Add(document, layout, passage);
                }

                writer.AddDocument(document);
            }

            writer.ForceMerge(1);
            writer.Commit();
        }

        return new LayoutIndex(layout, directory, (ThreadClock.Microseconds() - begun) / 1e6);
    }

    public IndexSearcher Searcher(float k1 = 1.2f, float b = 0.75f) => new(_snapshot, new Bm25(k1, b));

    public void Dispose()
    {
        _snapshot.Dispose();
        _directory.Dispose();
    }

    private static void Add(IndexDocument document, BodyLayout layout, Passage passage)
    {
        var tokens = new List<Token>();
        TextAnalyzer.Analyze(passage.Text, passage.Language, tokens);
        var pending = 0;
        var begun = false;
        foreach (var token in tokens)
        {
            pending += token.PositionIncrement;
            if (token.Exact.Length > MaxWord || token.Folded.Length > MaxWord)
            {
                continue;
            }

            if (!begun)
            {
                document.BeginText(passage.Field ?? layout.Field(passage.Language), TextOptions.Default);
                (begun, pending) = (true, Math.Max(1, pending));
            }

            foreach (var term in layout.Terms(token, passage.Language))
            {
                document.AddToken(Encoding.UTF8.GetBytes(term), pending);
                pending = 0;
            }
        }
    }
}
