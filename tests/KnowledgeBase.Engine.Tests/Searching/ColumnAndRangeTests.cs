using System.Globalization;
using KnowledgeBase.Engine.Searching;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Engine.Tests.Searching;

/// <summary>Ranges of points and counted columns over an index of many segments, beside what plain loops over the same documents give.</summary>
public class ColumnAndRangeTests
{
    [Fact]
    public void Ranges_and_counts_are_those_of_a_plain_loop_over_all_documents()
    {
        using var directory = new MemoryDirectory();
        using var writer = IndexWriter.Open(directory, new IndexWriterOptions());
        var random = new Random(3);
        var made = new List<(long Number, string Kind)>();
        var document = new IndexDocument();
        for (int d = 0; d < 9000; d++)
        {
            // Runs of one number, many different ones, and far ones: all packings of a leaf.
            long number = d % 3 == 0 ? 1900 + (d / 1500) : d % 3 == 1 ? random.Next(1800, 2100) : random.NextInt64() >> random.Next(1, 60);
            string kind = "k" + (random.Next(40) * random.Next(40)).ToString(CultureInfo.InvariantCulture);
            made.Add((number, kind));
            document.Clear();
            document.AddKeyword("all", "x");
            document.AddPoint("number", number);
            document.AddSortedDocValue("kind", kind);
            writer.AddDocument(document);
            if (d % 2200 == 2199)
            {
                writer.Commit();
            }
        }

        using var view = writer.Snapshot();
        var searcher = new IndexSearcher(view);
        for (int round = 0; round < 60; round++)
        {
            long one = round % 2 == 0 ? random.Next(1800, 2100) : random.NextInt64() >> random.Next(1, 60);
            long other = round % 3 == 0 ? one : random.Next(1800, 2100);
            long from = Math.Min(one, other);
            long to = Math.Max(one, other);
            var within = made.Where(m => m.Number >= from && m.Number <= to).ToList();
            var query = BooleanQuery.And(new TermQuery("all", "x"), new PointRangeQuery("number", from, to));
            Assert.Equal(within.Count, searcher.Count(new PointRangeQuery("number", from, to)));
            var found = searcher.Search(new SearchRequest(query) { Facets = ["kind"] });
            Assert.Equal(within.Count, found.Top.TotalHits);
            Assert.Equal(
                within.GroupBy(m => m.Kind).ToDictionary(g => g.Key, g => (long)g.Count()),
                found.Facets["kind"].ToDictionary(f => f.Key.ToString(), f => f.Value));
        }
    }
}
