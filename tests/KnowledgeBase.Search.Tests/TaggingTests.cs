using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Search.Expanding;
using KnowledgeBase.Text.Vocabularies;

namespace KnowledgeBase.Search.Tests;

/// <summary>What a document is about is found in its words, whatever language they are in.</summary>
public sealed class TaggingTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("kb-tagging-").FullName;

    private string Vocabularies => Path.Combine(_root, "vocabularies");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private Knowledge Knowledge(params (string File, string Text)[] vocabularies)
    {
        foreach (var (file, text) in vocabularies)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Vocabularies, file))!);
            File.WriteAllText(Path.Combine(Vocabularies, file), text);
        }

        Concept turin = new("place:torino", [new("und", "Torino", true), new("und", "Turin", false), new("und", "Turín", false)]) { Within = ["Italy"] };
        return Expanding.Knowledge.Open(Vocabularies, Path.Combine(_root, "none"), [turin]);
    }

    private static DocumentTags Tag(Knowledge knowledge, string language, string text) => new ConceptTagger(knowledge).Tag("", language, [(text, language)]);

    [Theory]
    [InlineData("it", "Le piste ciclabili e i trasporti pubblici: il tram, l'autobus e la metropolitana. Una pista ciclabile lungo il fiume; il trasporto pubblico di notte.")]
    [InlineData("de", "Radwege und öffentlicher Verkehr: Straßenbahn, Bus und U-Bahn. Ein Radweg am Fluss; der öffentliche Verkehr bei Nacht.")]
    [InlineData("en", "Cycle paths and public transport: tram, bus and underground. A cycle path along the river; public transport at night.")]
    public void Themes_are_those_of_the_concepts_named(string language, string text)
    {
        var tags = Tag(Knowledge(), language, text);

        Assert.Equal("mobility", tags.Themes[0]);
        Assert.Contains(tags.Concepts, c => c.Value == "public-transport");
    }

    [Fact]
    public void The_longest_name_counts_and_what_is_named_once_does_not()
    {
        var knowledge = Knowledge(("sea/labels.tsv", "id\ten\n1\tboat\n2\tferry boat\n3\tharbour\n"));

        var tags = Tag(knowledge, "en", "A ferry boat crosses. Ferry boats are slow. The harbour sleeps.");

        Assert.Equal(["sea:2"], tags.Concepts.Select(c => c.Value));
    }

    [Fact]
    public void A_concept_that_two_vocabularies_have_is_one_tag()
    {
        var knowledge = Knowledge(("a/labels.tsv", "id\ten\n1\tferry boat\n"), ("b/labels.tsv", "id\ten\n9\tFerry boat\n"));

        Assert.Equal(["a:1"], Tag(knowledge, "en", "A ferry boat meets a ferry boat.").Concepts.Select(c => c.Value));
    }

    [Theory]
    [InlineData("it", "Torino apre un parco. A Torino il fiume è vicino.")]
    [InlineData("de", "Turin öffnet einen Park. In Turin ist der Fluss nah.")]
    [InlineData("es", "Turín abre un parque. En Turín el río está cerca.")]
    public void A_place_is_one_under_all_its_names(string language, string text) =>
        Assert.Equal([("Torino", "Italy")], Tag(Knowledge(), language, text).Places);

    [Fact]
    public void A_town_is_believed_where_its_country_is_named_too()
    {
        var knowledge = Knowledge(
            ("world-cities/cities.tsv", "name\tcountry\tsubcountry\tgeonameid\nReading\tUnited Kingdom\tEngland\t2639577\nValencia\tSpain\tValencia\t2509954\nValencia\tVenezuela\tCarabobo\t3625549\n"),
            ("cldr/territories.tsv", "code\ten\tes\nVE\tVenezuela\tVenezuela\nES\tSpain\tEspaña\n"));

        Assert.Empty(Tag(knowledge, "en", "Reading is good. Reading helps. Reading aloud, reading alone.").Places);
        Assert.Equal([("Valencia", "Venezuela")], Tag(knowledge, "es", "Valencia, en Venezuela. Valencia crece; Valencia vive. Venezuela también.").Places.Where(p => p.Name == "Valencia"));
    }

    [Fact]
    public void The_facet_of_concepts_speaks_the_readers_language()
    {
        var knowledge = Knowledge(("sea/labels.tsv", "id\ten\tit\tde\n2\tferry boat\ttraghetto\tFähre\n"));
        using var index = EmbeddedSearchIndex.Open(Path.Combine(_root, "lucene"), knowledge);
        index.Put(Sample.Document("one", "Die Fähre fährt.") with { Language = "de", Concepts = [new Label("sea:2", "ferry boat")] });
        index.Commit();

        var counted = index.Search(new SearchRequest { Query = "", Language = "it" }).Facets[Facets.Concept];

        Assert.Equal(new FacetCount("sea:2", "traghetto", 1), Assert.Single(counted));
        Assert.Equal(1, index.Search(new SearchRequest { Query = "", Filters = new Dictionary<string, IReadOnlyList<string>> { [Facets.Concept] = ["sea:2"] } }).Total);
    }

    [Fact]
    public void Every_theme_of_the_archive_has_concepts_that_there_are()
    {
        using var stream = typeof(Knowledge).Assembly.GetManifestResourceStream("urban-policy.tsv")!;
        var concepts = VocabularyFile.Read(stream, "urban-policy.tsv").Select(c => c.Id).ToHashSet();
        using var reader = new StreamReader(typeof(Knowledge).Assembly.GetManifestResourceStream("urban-themes.tsv")!);
        var rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split('\t')).ToList();

        Assert.All(rows, r => Assert.Contains(r[0], concepts));
        Assert.Equal(26, rows.Select(r => r[1]).Distinct().Count());
    }
}
