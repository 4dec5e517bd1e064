using KnowledgeBase.Search.Embedded;

namespace KnowledgeBase.Search.Tests;

/// <summary>Passages are cut where the index says that the words stand: they must be what a look at all words of the text gives.</summary>
public sealed class PassageTests : IDisposable
{
    private static readonly string[] Words =
    [
        "city", "cities", "City", "the", "of", "plan", "planned", "planning", "re-\nplanning", "plan-\nning", "water,", "l'acqua", "dell\u2019acqua", "d\u00e9veloppement",
        "developpement", "U.E.", "UE", "2020", "12.05.2020", "\u6771\u4eac\u90fd", "\u4eac\u90fd", "\u0e17\u0e32\u0e07\u0e08\u0e31\u0e01\u0e23\u0e22\u0e32\u0e19", "\uc2dc\uccad", "m\u00b2", "\u20ac", "so\u00adcial", "\n", "-", "(tram)",
    ];

    private static readonly string[] Queries =
        ["city plan", "planning", "replanning", "acqua", "developpement", "d\u00e9veloppement water", "\u4eac\u90fd", "\u0e08\u0e31\u0e01\u0e23\u0e22\u0e32\u0e19", "UE 2020", "\"the city\"", "plan* tram", "m2", "social of", "\uc2dc"];

    private readonly string _folder = Directory.CreateTempSubdirectory("kb-passages-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_passage_marks_what_is_marked_in_the_whole_page()
    {
        var random = new Random(7);
        using var index = EmbeddedSearchIndex.Open(Path.Combine(_folder, "lucene"));
        var texts = new Dictionary<(string, int), (string Text, string Language)>();
        string[] languages = ["en", "fr", "it", "ja", "th", "und"];
        for (var d = 0; d < 40; d++)
        {
            var pages = Enumerable.Range(0, random.Next(1, 6)).Select(_ => string.Join(' ', random.GetItems(Words, random.Next(0, 22)))).ToArray();
            var document = Sample.Document("d" + d, pages);
            var language = languages[random.Next(languages.Length)];
            index.Put(document with { Pages = [.. document.Pages.Select(p => p with { Language = language })] });
            for (var p = 0; p < document.Pages.Count; p++)
            {
                texts[(document.Id, p + 1)] = (document.Pages[p].Text, language);
            }

            if (d % 9 == 0)
            {
                index.Commit();
            }
        }

        index.Commit();
        var passages = 0;
        foreach (var query in Queries)
        {
            foreach (var hit in index.Search(new SearchRequest { Query = query, Size = 40, SnippetsPerHit = 5 }).Hits)
            {
                foreach (var snippet in hit.Snippets)
                {
                    // The page is shorter than a passage.
                    var (text, language) = texts[(hit.Id, snippet.Page)];
                    Assert.Equal(Marked(index.Mark(query, text, language)), Marked(snippet.Pieces));
                    passages++;
                }
            }
        }

        Assert.InRange(passages, 300, 10_000);
    }

    [Fact]
    public void A_passage_far_down_a_text_without_pages_is_found()
    {
        using var index = EmbeddedSearchIndex.Open(Path.Combine(_folder, "lucene"));
        var filler = string.Concat(Enumerable.Repeat("The council met again, nothing was de-\ncided.\n", 3000));
        index.Put(Sample.Document("long", filler + "Only here the funicular is closed.\n" + filler));
        index.Commit();

        var snippet = Assert.Single(Assert.Single(index.Search(new SearchRequest { Query = "funicular closed" }).Hits).Snippets);

        Assert.Equal(["funicular", "closed"], snippet.Pieces.Where(p => p.Matched).Select(p => p.Text));
    }

    private static List<string> Marked(IEnumerable<TextPiece> pieces) => [.. pieces.Where(p => p.Matched).Select(p => p.Text.Replace('\n', ' '))];
}
