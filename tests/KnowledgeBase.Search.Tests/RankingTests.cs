using KnowledgeBase.Search.Embedded;

namespace KnowledgeBase.Search.Tests;

/// <summary>What comes first, and which page of it.</summary>
public sealed class RankingTests : IDisposable
{
    private const string Filler = "The council met in the hall and heard the report of the treasurer about the year before. ";

    private const string German = "Der Rat kam im großen Saal zusammen und nahm den Bericht des Kämmerers über das vergangene Jahr entgegen. ";

    private readonly string _root = Directory.CreateTempSubdirectory("kb-ranking-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private EmbeddedSearchIndex With(params IndexedDocument[] documents)
    {
        var index = EmbeddedSearchIndex.Open(Path.Combine(_root, "lucene"));
        Array.ForEach(documents, index.Put);
        index.Commit();
        return index;
    }

    private static IndexedDocument In(string language, string id, params string[] pages)
    {
        var document = Sample.Document(id, pages);
        return document with { Language = language, Pages = [.. document.Pages.Select(p => p with { Language = language })] };
    }

    private static string[] Ids(SearchResult result) => [.. result.Hits.Select(h => h.Id)];

    [Fact]
    public void In_Vietnamese_a_word_with_other_tones_is_another_word()
    {
        using var index = With(
            In("vi", "other", "Những con ma trong ngôi nhà cũ đã được kể lại nhiều lần ở đây."),
            In("vi", "meant", "Những cây mạ trong ruộng lúa của làng đã được trồng lại ở đây."),
            In("vi", "third", "Những người bạn trong lớp học của trường đã được gặp lại ở đây."));

        Assert.Equal("meant", index.Search(new SearchRequest { Query = "cây mạ trong ruộng", Language = "vi" }).Hits[0].Id);
        Assert.Equal(["meant", "other"], Ids(index.Search(new SearchRequest { Query = "mạ", Language = "vi" })).Take(2));
    }

    [Fact]
    public void A_word_that_every_report_holds_somewhere_still_tells_its_pages_apart()
    {
        // "energy" is in every report, on one page of many; "grant" is rarer by documents.
        var reports = Enumerable.Range(0, 8).Select(i => In("en", "r" + i, [.. Enumerable.Range(0, 9).Select(_ => Filler), "The energy of the town."])).ToList();
        reports.Add(In("en", "asked", Filler, "A grant. " + Filler, "The grant for energy of the wind. " + Filler, Filler, "Grant, grant. " + Filler));
        using var index = With([.. reports]);

        var hit = index.Search(new SearchRequest { Query = "grant energy" }).Hits[0];
        Assert.Equal("asked", hit.Id);
        Assert.Equal(3, hit.Snippets[0].Page);
    }

    [Fact]
    public void What_a_sentence_quotes_comes_first_and_is_not_demanded()
    {
        using var index = With(
            In("en", "apart", "Streets are swept, and the mean number of cyclists is complete. " + Filler),
            In("en", "quoted", "What complete streets mean is told to cyclists elsewhere. " + Filler));

        Assert.Equal(["quoted", "apart"], Ids(index.Search(new SearchRequest { Query = "What does \"complete streets\" mean for cyclists?" })));
    }

    [Fact]
    public void Words_in_brackets_are_wanted_like_others_and_not_demanded()
    {
        using var index = With(In("en", "all", "The mobility plan (SUMP) of Torino. " + Filler), In("en", "most", "The mobility plan of Torino. " + Filler));

        Assert.Equal(["all", "most"], Ids(index.Search(new SearchRequest { Query = "mobility plan Torino (SUMP)" })));
    }

    [Fact]
    public void The_page_with_the_heading_comes_before_pages_that_say_the_word_as_often()
    {
        var page = "What was said of cycling was noted. " + Filler + Filler;
        using var index = With(In("en", "plan", page, page, "Cycling\n\n" + Filler + Filler + " What was said of it was noted.", page), In("en", "none", Filler));

        Assert.Equal(3, index.Search(new SearchRequest { Query = "cycling" }).Hits[0].Snippets[0].Page);
    }

    [Fact]
    public void A_heading_that_its_format_marks_speaks_for_the_document()
    {
        var text = "Cycling\nWhat was said was noted. " + Filler;
        var marked = In("en", "marked", text);
        using var index = With(In("en", "plain", text), marked with { Pages = [.. marked.Pages.Select(p => p with { Headings = ["Cycling"] })] });

        Assert.Equal(["marked", "plain"], Ids(index.Search(new SearchRequest { Query = "cycling" })));
    }

    [Fact]
    public void The_running_title_of_pages_is_the_heading_of_the_first()
    {
        var page = "Cycling 7\n\n" + Filler + Filler;
        using var index = With(In("en", "report", Filler, page, page.Replace('7', '8'), page.Replace('7', '9')));

        Assert.Equal(2, index.Search(new SearchRequest { Query = "cycling" }).Hits[0].Snippets[0].Page);
    }

    [Fact]
    public void A_passage_in_another_language_than_its_page_is_understood_in_its_own()
    {
        const string Italian = "Il comune pianterà mille alberi nei quartieri della città. Gli abitanti dicono che la sera gli autobus passano di rado. Per questo la giunta ha chiesto un piano. ";
        const string Passage = "Die Gemeinde hat über die Häuser am Fluss beraten. Die Bewohner sagen, dass die Busse abends selten fahren. Darum hat der Ausschuss einen Plan verlangt. ";
        using var index = With(In("it", "both", Italian + Italian + Passage + Italian), In("it", "one", Italian + Italian), In("de", "other", German + German));

        // "haus" is the stem of "Häuser" in German only.
        var result = index.Search(new SearchRequest { Query = "Haus", Language = "de" });
        Assert.Equal(1, result.Total);
        Assert.Equal("both", result.Hits[0].Id);
        Assert.Contains(result.Hits[0].Snippets[0].Pieces, p => p is { Matched: true, Text: "Häuser" });
    }

    [Fact]
    public void A_sheet_as_long_as_a_book_does_not_win_by_holding_all_words_somewhere()
    {
        var sheet = string.Concat(Enumerable.Repeat(Filler, 80)) + " shed " + string.Concat(Enumerable.Repeat(Filler, 80)) + " permit " + string.Concat(Enumerable.Repeat(Filler, 80)) + " maximum ";
        using var index = With(
            In("en", "sheet", sheet),
            In("en", "law", Filler, "No permit is needed for a shed of a maximum of ten metres. " + Filler, Filler),
            In("en", "none", Filler));

        Assert.Equal("law", index.Search(new SearchRequest { Query = "permit shed maximum" }).Hits[0].Id);
    }

    [Fact]
    public void Characters_bridge_what_pairs_of_them_part()
    {
        using var index = With(
            In("zh", "far", "港口的货物运输在去年有所增长，新的码头正在建设。"),
            In("zh", "near", "公交专用车道和地铁改善了居民的出行。"),
            In("zh", "none", "图书馆在周末向儿童开放。"));

        Assert.Equal("near", index.Search(new SearchRequest { Query = "公共交通 专用道 地下铁路 居民" }).Hits[0].Id);
    }

    [Fact]
    public void Of_two_short_texts_the_one_that_begins_with_the_matter_comes_first()
    {
        const string rest = "The council met in the hall and heard the report of the treasurer about all of the year that went before";
        using var index = With(
            In("en", "late", rest + " and at the end of it tram depots."),
            In("en", "early", "Tram depots at the end of it and " + rest + "."),
            In("en", "none", Filler));

        Assert.Equal(["early", "late"], Ids(index.Search(new SearchRequest { Query = "tram depots" })).Take(2));
    }

    [Theory]
    [InlineData("park opening hours river", "law")]
    [InlineData("+park opening hours river", "law")]
    [InlineData("opening hours", "report")]
    public void Of_several_words_those_that_stand_on_one_page_count_before_those_all_over_a_report(string query, string first)
    {
        // The report holds every word, on pages of their own; the law holds all but "opening" in one sentence.
        using var index = With(
            In("en", "report", "The park. " + Filler, "Opening. " + Filler, "Hours. " + Filler, "The river. " + Filler),
            In("en", "law", "Hours of the park at the river: hours from dawn. " + Filler) with { Title = "Hours of the park" },
            In("en", "none", Filler));

        var hits = index.Search(new SearchRequest { Query = query }).Hits;
        Assert.Equal(first, hits[0].Id);
        Assert.Equal(["report"], hits.Where(h => h.HoldsAllWords).Select(h => h.Id));
    }

    [Fact]
    public void A_document_with_all_words_on_one_page_comes_first_whatever_others_weigh()
    {
        using var index = With(
            In("en", "often", "Tram tram tram depot depot depot theatre theatre theatre.") with { Title = "Tram depot theatre" },
            In("en", "whole", Filler, Filler + "A tram, a depot, a theatre and a harbour. " + Filler, Filler),
            In("en", "spread", "A tram. " + Filler, "A depot. " + Filler, "A theatre. " + Filler, "A harbour. " + Filler));

        var hits = index.Search(new SearchRequest { Query = "tram depot theatre harbour" }).Hits;
        Assert.Equal("whole", hits[0].Id);
        Assert.Equal(2, hits.Count(h => h.HoldsAllWords));
    }

    [Fact]
    public void A_page_is_chosen_by_parts_of_its_words_too()
    {
        using var index = With(
            In("de", "asked", "Das Gesetz. Das Gesetz gilt. " + German, German, "Die Studie der Humanmediziner zum Gesetz. " + German, "Ein Gesetz, ein Gesetz. " + German, "Das Gesetz, das Gesetz. " + German),
            In("de", "none", German));

        Assert.Equal(3, index.Search(new SearchRequest { Query = "Gesetz Mediziner", Language = "de" }).Hits[0].Snippets[0].Page);
    }

    [Fact]
    public void A_word_on_every_page_of_a_report_tells_little_of_which_page_to_show()
    {
        var others = Enumerable.Range(0, 30).Select(i => In("en", "o" + i, i < 6 ? "A tram. " + Filler : Filler));
        string[] pages = ["Hartford. " + Filler, "Hartford, " + string.Concat(Enumerable.Repeat("Hartford and ", 7)) + "a tram. " + Filler, "Hartford. " + Filler, "Hartford: tram, tram, tram and tram. " + Filler, "Hartford. " + Filler];
        using var index = With([.. others, In("en", "plan", pages)]);

        Assert.Equal([4, 2], index.Search(new SearchRequest { Query = "Hartford tram" }).Hits[0].Snippets.Take(2).Select(s => s.Page));
    }

    [Fact]
    public void The_page_that_has_the_quoted_phrase_is_shown_before_pages_with_its_words_apart()
    {
        string[] pages = ["Samoa, the sector of energy. In Samoa the energy of the sector. " + Filler, Filler, "We describe the energy sector in Samoa. " + Filler, "Energy, energy, Samoa, sector. " + Filler];
        using var index = With(In("en", "plan", pages));

        Assert.Equal(3, index.Search(new SearchRequest { Query = "\"the energy sector in Samoa\"" }).Hits[0].Snippets[0].Page);
        Assert.Equal(3, index.Search(new SearchRequest { Query = "Samoa \"energy sector in\"" }).Hits[0].Snippets[0].Page);
    }

    [Theory]
    [InlineData("\"green roofs\" OR \"the energy sector in Samoa\"", 6)]
    [InlineData("green OR \"the energy sector in Samoa\"", 6)]
    [InlineData("+(\"the energy sector in Samoa\" OR \"green roofs\")", 6)]
    [InlineData("\"turbine lagoon\"~3", 3)]
    [InlineData("\"lagoon turbine\"~3", 4)]
    [InlineData("\"green roofs\" OR \"lagoon turbine\"~3", 4)]
    public void A_phrase_among_alternatives_or_with_words_between_decides_the_page_too(string query, int page)
    {
        string[] pages =
        [
            "Lagoon, lagoon, stands the council that heard of it and of the turbine, the turbine. " + Filler, Filler,
            "A turbine stands in the lagoon. " + Filler, "The lagoon there has a turbine. " + Filler,
            "Samoa, the sector of energy. In Samoa the energy of the sector. " + Filler, "We describe the energy sector in Samoa. " + Filler,
        ];
        using var index = With(In("en", "plan", pages));

        Assert.Equal(page, index.Search(new SearchRequest { Query = query }).Hits[0].Snippets[0].Page);
    }

    [Fact]
    public void A_hit_says_why_it_was_found_and_the_parts_make_its_score()
    {
        using var index = With(
            In("en", "plan", Filler, "The new trams stop at the depot. " + Filler) with { Title = "A depot" },
            In("en", "other", "Trams of another town. " + Filler),
            In("en", "none", Filler));

        var hit = index.Search(new SearchRequest { Query = "tram depot harbour", Explain = true }).Hits[0];
        var why = hit.Explanation!;
        Assert.Equal("plan", hit.Id);
        Assert.Equal([WordHeld.Inflected, WordHeld.AsTyped, WordHeld.Missing], why.Words.Select(w => w.Held));
        Assert.Equal([DocumentPart.Title, DocumentPart.Text], why.Words[1].In);
        Assert.Equal(2, why.BestPage);
        Assert.Equal(hit.Score, why.Score, 3);
        Assert.True(why.Words[1].Score > why.Words[0].Score && why.Pages > 0);
        Assert.Null(index.Search(new SearchRequest { Query = "tram" }).Hits[0].Explanation);
    }

    [Fact]
    public void Recent_and_well_described_documents_stand_higher_only_where_that_is_asked()
    {
        var text = "A tram depot. " + Filler;
        using var index = With(
            In("en", "a-old", text) with { Year = 1950, Authors = ["Anna Verdi"], Places = [new Label("torino", "Turin")], Themes = [new Label("mobility", "Mobility")] },
            In("en", "b-new", text) with { Year = 2020 },
            In("en", "far", Filler) with { Year = 2024 });
        string[] Order(bool recent, bool complete) => Ids(index.Search(new SearchRequest { Query = "tram depot", PreferRecent = recent, PreferComplete = complete }));

        Assert.Equal(["a-old", "b-new"], Order(false, false));
        Assert.Equal(["b-new", "a-old"], Order(true, false));
        Assert.Equal(["a-old", "b-new"], Order(false, true));
        var hit = index.Search(new SearchRequest { Query = "tram depot", PreferRecent = true, Explain = true }).Hits[0];
        Assert.True(hit.Explanation!.Record > 0);
        Assert.Equal(hit.Score, hit.Explanation.Score, 3);
        Assert.Empty(index.Search(new SearchRequest { Query = "zzyzx", PreferRecent = true }).Hits);
    }
}
