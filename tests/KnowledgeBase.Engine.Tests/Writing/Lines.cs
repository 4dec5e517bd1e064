using System.Globalization;
using System.Text;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Engine.Tests.Writing;

/// <summary>Documents of an id and words, in and out of an index: what tests of the writer need.</summary>
internal static class Lines
{
    /// <summary>No merge but on request, nothing written before it must be.</summary>
    public static readonly IndexWriterOptions Quiet = new() { MergePolicy = null };

    public static IndexDocument Document(string id, string words = "word")
    {
        var document = new IndexDocument();
        Cli.Lucene.Soaking.RandomHistory.Fill(document, id, words.Split(' '));
        return document;
    }

    public static void Add(this IndexWriter writer, string id, string words = "word") => writer.AddDocument(Document(id, words));

    public static void Add(this IndexWriter writer, int from, int count)
    {
        for (var d = from; d < from + count; d++) writer.Add(Id(d));
    }

    public static void Update(this IndexWriter writer, string id, string words) => writer.UpdateDocument("id", Encoding.UTF8.GetBytes(id), Document(id, words));

    public static void Delete(this IndexWriter writer, string id) => writer.DeleteDocuments("id", Encoding.UTF8.GetBytes(id));

    public static string Id(int number) => "d" + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Ids and words of the last commit, checked against its postings; empty when there is none.</summary>
    public static SortedDictionary<string, string> Committed(IndexDirectory directory)
    {
        if (!directory.ListAll().Any(f => f.StartsWith("segments_", StringComparison.Ordinal))) return [];
        using var snapshot = IndexSnapshot.Open(directory, verify: true);
        return Of(snapshot);
    }

    public static SortedDictionary<string, string> Of(IndexSnapshot snapshot) =>
        new(Cli.Lucene.Soaking.RandomHistory.Read(snapshot).ToDictionary(d => d.Key, d => string.Join(' ', d.Value)), StringComparer.Ordinal);

    /// <summary>The files of the last commit are there and no other.</summary>
    public static void AssertNothingLeftOver(IndexDirectory directory)
    {
        var commit = Engine.Format.Commits.CommitReader.ReadNewest(directory);
        var needed = commit?.Segments.SelectMany(s => s.Files).Append("segments_" + Engine.Format.Base36.Of(commit.Generation)) ?? [];
        Assert.Equal(needed.Order(StringComparer.Ordinal), directory.ListAll().Where(f => f != IndexLock.FileName));
    }
}
