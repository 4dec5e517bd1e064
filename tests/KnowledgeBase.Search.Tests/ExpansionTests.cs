using KnowledgeBase.Search.Embedded;
using KnowledgeBase.Search.Expanding;
using KnowledgeBase.Text.Vocabularies;

namespace KnowledgeBase.Search.Tests;

/// <summary>A question in one language finds documents in another.</summary>
public sealed class ExpansionTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("kb-expansion-").FullName;

    private string Vocabularies => Path.Combine(_root, "vocabularies");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private EmbeddedSearchIndex With(params (string Language, string Text)[] documents)
    {
        IReadOnlyList<Concept> places = [new("torino", [new("und", "Torino", true), new("und", "Turin", false), new("und", "都灵", false)])];
        var index = EmbeddedSearchIndex.Open(Path.Combine(_root, "lucene"), Knowledge.Open(Vocabularies, Path.Combine(_root, "none"), places));
        foreach (var (language, text) in documents)
        {
            index.Put(Sample.Document(language, text) with { Language = language, Pages = [new IndexedPage(1, text, language)], PageCount = 1, Title = "" });
        }

        index.Commit();
        return index;
    }

    private static readonly (string, string)[] Archive =
    [
        ("en", "The council extends public transport to the harbour and the new housing there."),
        ("de", "Der Rat beschließt den Ausbau für den öffentlichen Verkehr bis zum Hafen."),
        ("zh", "市议会决定扩建公共交通，改善市民出行。"),
        ("it", "Il consiglio discute il bilancio del museo."),
        ("fr", "Le conseil discute le budget du musée."),
    ];

    [Theory]
    [InlineData("trasporto pubblico", "de en zh")]
    [InlineData("transports publics", "de en zh")]
    [InlineData("公共交通", "zh de en")]
    [InlineData("öffentlicher Verkehr", "de en zh")]
    public void A_concept_is_found_in_every_language(string query, string found)
    {
        using var index = With(Archive);

        var result = index.Search(new SearchRequest { Query = query });

        Assert.Equal(found.Split(' ').Order(), result.Hits.Select(h => h.Id).Order());
        Assert.Equal(3, result.Total);
        Assert.Contains(result.Expansions, e => e is { Term: "public transport", Language: "en" });
        Assert.All(result.Hits, h => Assert.Contains(h.Snippets.SelectMany(s => s.Pieces), p => p.Matched));
    }

    [Fact]
    public void A_hit_in_another_language_names_the_translation_it_was_found_by()
    {
        using var index = With(Archive);

        var words = index.Search(new SearchRequest { Query = "trasporto pubblico", Explain = true }).Hits.Single(h => h.Id == "en").Explanation!.Words;
        Assert.All(words, w => Assert.Equal((WordHeld.Translated, new TranslationHeld("public transport", "en")), (w.Held, w.By)));
    }

    [Fact]
    public void A_country_is_understood_in_every_language()
    {
        using var index = With(("es", "Los glaciares del Ecuador retroceden cada año."), ("fr", "Le conseil discute le budget du musée."));

        var result = index.Search(new SearchRequest { Query = "Équateur", Language = "fr" });
        Assert.Equal("es", Assert.Single(result.Hits).Id);
        Assert.Contains(result.Expansions, e => e is { Term: "Ecuador", Language: "es" });
    }

    [Fact]
    public void What_was_typed_ranks_above_its_translation()
    {
        using var index = With(Archive);

        Assert.Equal("de", index.Search(new SearchRequest { Query = "öffentlicher Verkehr" }).Hits[0].Id);
        Assert.Equal("zh", index.Search(new SearchRequest { Query = "公共交通" }).Hits[0].Id);
    }

    [Fact]
    public void The_name_of_a_concept_in_any_language_ranks_above_its_words_scattered()
    {
        using var index = With([.. Archive, ("pt", "Public money pays for the roads; the private transport of the harbour is not for the public."), ("it", "I trasporti della città sono molti e il pubblico paga.")]);

        Assert.Equal(["de", "en", "pt"], [.. index.Search(new SearchRequest { Query = "public transport", Language = "en" }).Hits.Where(h => h.Id != "zh").Take(3).Select(h => h.Id).Order()]);
        Assert.Equal("pt", index.Search(new SearchRequest { Query = "public transport", Language = "en" }).Hits[3].Id);
        Assert.Equal("it", index.Search(new SearchRequest { Query = "trasporto pubblico", Language = "it" }).Hits[3].Id);
        Assert.Equal("pt", index.Search(new SearchRequest { Query = "public transport roads", Language = "en" }).Hits[0].Id);
    }

    [Fact]
    public void Without_translation_only_the_typed_words_are_looked_for()
    {
        using var index = With(Archive);

        var result = index.Search(new SearchRequest { Query = "trasporto pubblico", Expand = false });

        Assert.Empty(result.Expansions);
        Assert.Equal(0, result.Total);
        Assert.DoesNotContain(result.Hits, h => h.Id is "en" or "de" or "zh");
    }

    [Fact]
    public void A_translation_that_is_taken_away_is_not_searched_for_and_can_be_taken_back()
    {
        using var index = With(Archive);

        var result = index.Search(new SearchRequest { Query = "trasporto pubblico", Without = ["Public transport"] });

        Assert.DoesNotContain(result.Hits, h => h.Id == "en");
        Assert.Contains(result.Hits, h => h.Id == "de");
        Assert.Contains(result.Expansions, e => e is { Term: "public transport", IsLeftOut: true });
        Assert.Contains(result.Expansions, e => e is { Language: "de", IsLeftOut: false });
    }

    [Fact]
    public void Rows_of_dots_are_one_sign_in_a_passage()
    {
        using var index = With(("en", "Contents\nMobility in the harbour ........................ 35\nHousing . . . . . . . . . . . . 41\nWhat we do next... is open."));

        var passage = string.Concat(index.Search(new SearchRequest { Query = "harbour" }).Hits[0].Snippets[0].Pieces.Select(p => p.Text));

        Assert.Contains("harbour … 35 Housing … 41 What we do next... is open", passage);
    }

    [Fact]
    public void Underlines_and_other_rules_are_left_out_of_a_passage_and_its_marks_stay()
    {
        using var index = With(("en", "The harbour\n===========\nWow!!! A quay (see — below ———) of *** stone.\n-- Harbour ----|----\n"));

        var pieces = index.Search(new SearchRequest { Query = "harbour stone" }).Hits[0].Snippets[0].Pieces;

        Assert.Equal("The harbour Wow!!! A quay (see — below ) of stone. -- Harbour | ", string.Concat(pieces.Select(p => p.Text)));
        Assert.Equal(["harbour", "stone", "Harbour"], pieces.Where(p => p.Matched).Select(p => p.Text));
    }

    [Fact]
    public void A_place_is_found_by_any_of_its_names()
    {
        using var index = With(("it", "La città di Torino apre un nuovo parco."), ("en", "The harbour of another town."), ("zh", "都灵市的新公园。"));

        Assert.Equal(["it", "zh"], index.Search(new SearchRequest { Query = "Turin" }).Hits.Select(h => h.Id).Order());
    }

    [Fact]
    public void A_vocabulary_that_comes_into_the_folder_is_used()
    {
        Directory.CreateDirectory(Vocabularies);
        File.WriteAllText(Path.Combine(Vocabularies, "boats.tsv"), "id\ten\tit\n1\tferry boat\ttraghetto\n");
        File.WriteAllText(Path.Combine(Vocabularies, "broken.tsv"), "no vocabulary\n");
        using var index = With(("en", "A ferry boat crosses the harbour each hour."), ("it", "Il museo del porto."));

        Assert.Equal("en", Assert.Single(index.Search(new SearchRequest { Query = "traghetto" }).Hits).Id);
    }

    [Fact]
    public void A_place_stands_among_the_facets_under_its_name_in_the_readers_language()
    {
        Directory.CreateDirectory(Vocabularies);
        File.WriteAllText(Path.Combine(Vocabularies, "cities.tsv"), "zone\ten\tde\tpl\nEurope/Rome\t\tRom\tRzym\n");
        IReadOnlyList<Concept> places = [new("place:roma", [new("und", "Roma", true), new("und", "Rome", false)])];
        using var index = EmbeddedSearchIndex.Open(Path.Combine(_root, "lucene"), Knowledge.Open(Vocabularies, Path.Combine(_root, "none"), places));
        index.Put(Sample.Document("d") with { Places = [new Label("roma", "Roma"), new Label("nowhere", "Nowhere")] });
        index.Commit();

        string[] Labels(string language) => [.. index.Search(new SearchRequest { Query = "", Language = language }).Facets[Facets.Place].Select(f => f.Label).Order()];

        Assert.Equal(["Nowhere", "Rzym"], Labels("pl"));
        Assert.Equal(["Nowhere", "Rom"], Labels("de"));
        Assert.Equal(["Nowhere", "Roma"], Labels(""));
    }

    [Fact]
    public void A_word_that_is_understood_in_another_language_is_not_corrected()
    {
        using var index = With(("en", "The tram runs on solar energy."), ("it", "La parola sparvagne non dice nulla."));

        Assert.Null(index.Search(new SearchRequest { Query = "spårvagn" }).Suggestion);
    }

    [Fact]
    public void The_own_scheme_names_each_theme_in_twelve_languages()
    {
        using var stream = typeof(Knowledge).Assembly.GetManifestResourceStream("urban-policy.tsv")!;
        var concepts = VocabularyFile.Read(stream, "urban-policy.tsv");

        Assert.True(concepts.Count >= 176, $"{concepts.Count} concepts");
        Assert.All(concepts, c => Assert.Equal(12, c.Labels.Select(l => l.Language).Distinct().Count()));
    }
}
