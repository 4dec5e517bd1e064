using System.Text;
using KnowledgeBase.Engine.Reading;
using KnowledgeBase.Engine.Searching;
using KnowledgeBase.Engine.Storage;
using KnowledgeBase.Engine.Writing;

namespace KnowledgeBase.Engine.Tests.Searching;

/// <summary>Groups of terms that must all be there, of every mixture of rare and frequent terms: joined block by block they find what going document by document finds.</summary>
public sealed class GroupIntersectionTests
{
    private const int Documents = 14_000;

    // One of so many documents has the term; the last ones stand close together.
    private static readonly int[] Rarity = [1, 2, 3, 7, 20, 90, 400, 3000, 2, 5];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Hits_scores_and_counts_are_those_of_going_document_by_document(bool withDeletes)
    {
        using var directory = Make(withDeletes);
        using var snapshot = IndexSnapshot.Open(directory);
        var searcher = new IndexSearcher(snapshot);
        var random = new Random(withDeletes ? 5 : 6);
        int found = 0;
        for (int round = 0; round < 150; round++)
        {
            var musts = Enumerable.Range(0, random.Next(2, 5)).Select(_ => new Clause(Occur.Must, Part(random))).ToList();
            if (random.Next(4) == 0)
            {
                musts.Add(new Clause(Occur.Filter, Part(random)));
            }

            // What leaves out a term that is nowhere is not joined by blocks.
            var together = Ask(searcher, new BooleanQuery([.. musts]));
            var singly = Ask(searcher, new BooleanQuery([.. musts, new Clause(Occur.Not, new TermQuery("body", "nowhere"))]));
            Assert.Equal(singly.Top.TotalHits, together.Top.TotalHits);
            Assert.Equal(singly.Top.Hits.Select(Bits), together.Top.Hits.Select(Bits));
            Assert.Equal(singly.Facets["kind"], together.Facets["kind"]);
            Assert.Equal(singly.Top.Hits.Take(10).Select(Bits), searcher.Search(new BooleanQuery([.. musts]), 10, 0).Hits.Select(Bits));
            found += together.Top.TotalHits > 0 ? 1 : 0;
        }

        Assert.InRange(found, 75, 150);
    }

    private static SearchResult Ask(IndexSearcher searcher, Query query) =>
        searcher.Search(new SearchRequest(query) { Top = 40, Threshold = int.MaxValue, Facets = ["kind"] });

    private static (int Doc, int Score) Bits(ScoreDoc hit) => (hit.Doc, BitConverter.SingleToInt32Bits(hit.Score));

    private static Query Part(Random random)
    {
        var terms = Enumerable.Range(0, Rarity.Length).OrderBy(_ => random.Next()).Take(random.Next(1, 6)).ToList();
        return terms.Count == 1 && random.Next(2) == 0
            ? new TermQuery("body", $"w{terms[0]}")
            : new TermGroupQuery("body", [.. terms.Select(t => new WeightedTerm($"w{t}", random.Next(3) == 0 ? 0.3f : 1f))]);
    }

    private static MemoryDirectory Make(bool withDeletes)
    {
        var directory = new MemoryDirectory();
        using var writer = IndexWriter.Open(directory, new IndexWriterOptions { MergePolicy = null, BufferDocuments = 11_000 });
        var random = new Random(4);
        var document = new IndexDocument();
        for (int d = 0; d < Documents; d++)
        {
            document.Clear();
            document.AddKeyword("id", $"d{d % 50}");
            document.BeginText("body", TextOptions.Default);
            for (int t = 0; t < Rarity.Length; t++)
            {
                bool close = t >= 8;
                if (random.Next(Rarity[t]) == 0 && (!close || d / 1000 % Rarity[t] == 0))
                {
                    for (int n = random.Next(10) == 0 ? random.Next(1, 60) : random.Next(1, 3); n > 0; n--)
                    {
                        document.AddToken(Encoding.UTF8.GetBytes($"w{t}"));
                    }
                }
            }

            document.AddSortedSet("kind", $"k{random.Next(9)}");
            writer.AddDocument(document);
        }

        if (withDeletes)
        {
            writer.DeleteDocuments("id", "d7"u8);
        }

        writer.Commit();
        return directory;
    }
}
