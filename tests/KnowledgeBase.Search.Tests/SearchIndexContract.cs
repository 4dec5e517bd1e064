using KnowledgeBase.Search.Querying;

namespace KnowledgeBase.Search.Tests;

/// <summary>What any search index of the product does, whatever it is made of.</summary>
public abstract class SearchIndexContract : IDisposable
{
    private readonly List<ISearchIndex> _opened = [];

    protected abstract ISearchIndex Open();

    public void Dispose()
    {
        _opened.ForEach(i => i.Dispose());
        Cleanup();
        GC.SuppressFinalize(this);
    }

    protected virtual void Cleanup()
    {
    }

    private ISearchIndex With(params IndexedDocument[] documents)
    {
        var index = Open();
        _opened.Add(index);
        foreach (var document in documents)
        {
            index.Put(document);
        }

        index.Commit();
        return index;
    }

    private ISearchIndex Archive() => With(Sample.Archive());

    private static SearchRequest Query(string query, Reader? reader = null) => new() { Query = query, Reader = reader ?? Reader.Anonymous };

    private static string[] Found(ISearchIndex index, string query, Reader? reader = null) =>
        [.. index.Search(Query(query, reader) with { Size = 100 }).Hits.Where(h => h.HoldsAllWords).Select(h => h.Id).Order(StringComparer.Ordinal)];

    [Theory]
    [InlineData("tram", "bologna turin")]
    [InlineData("TRAM", "bologna turin")]
    [InlineData("citta", "bologna")]
    [InlineData("città", "bologna")]
    [InlineData("tram depot", "turin")]
    [InlineData("\"tram depot\"", "turin")]
    [InlineData("\"depot tram\"", "")]
    [InlineData("\"tram old\"~4", "turin")]
    [InlineData("\"tram old\"~1", "")]
    [InlineData("logement OR depot", "paris turin")]
    [InlineData("tram -depot", "bologna")]
    [InlineData("tram NOT depot", "bologna")]
    [InlineData("+tram +depot", "turin")]
    [InlineData("(tram depot) OR logement", "paris turin")]
    [InlineData("dep*", "turin")]
    [InlineData("d?pot", "turin")]
    [InlineData("depott~", "turin")]
    [InlineData("year:2018..2020", "bologna turin")]
    [InlineData("year:2021..", "paris")]
    [InlineData("tram year:2020", "turin")]
    [InlineData("place:torino", "turin")]
    [InlineData("place:Turin", "turin")]
    [InlineData("theme:mobility", "bologna turin")]
    [InlineData("language:it", "bologna")]
    [InlineData("format:PDF", "paris turin")]
    [InlineData("collection:\"Urban studies\"", "bologna")]
    [InlineData("author:rossi", "bologna")]
    [InlineData("title:depot", "turin")]
    [InlineData("title:tram", "bologna turin")]
    [InlineData("-tram", "paris shanghai")]
    [InlineData("城市规划", "shanghai")]
    [InlineData("\"市规\"", "shanghai")]
    [InlineData("", "bologna paris shanghai turin")]
    [InlineData("*", "bologna paris shanghai turin")]
    public void A_query_finds_the_documents_it_describes(string query, string ids)
    {
        var index = Archive();

        var result = index.Search(Query(query) with { Expand = false, Size = 100 });
        Assert.Equal(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries), result.Hits.Where(h => h.HoldsAllWords).Select(h => h.Id).Order(StringComparer.Ordinal));
        Assert.Equal(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, result.Total);
    }

    [Theory]
    [InlineData("\"tram")]
    [InlineData("tram )(")]
    [InlineData("tram &&")]
    public void A_stray_operator_does_not_get_in_the_way(string query) => Assert.Contains("turin", Found(Archive(), query));

    [Fact]
    public void Words_on_different_pages_meet_in_one_document() => Assert.Equal(["turin"], Found(Archive(), "depot bicycles"));

    [Fact]
    public void A_phrase_does_not_run_over_from_one_page_to_the_next() => Assert.Empty(Found(Archive(), "\"theatre bicycles\""));

    [Fact]
    public void What_a_reader_may_not_see_shows_in_no_answer()
    {
        var index = With([.. Sample.Archive(),
            Sample.Document("secret") with { Visibility = Visibility.Draft, Title = "Secretum tram", UnreadPages = 3, Places = [new Label("atlantis", "Atlantis")], Authors = ["Nemo Secretus"] },
            Sample.Document("members") with { Visibility = Visibility.Registered, Title = "Membrorum tram", Places = [new Label("utopia", "Utopia")] }]);

        foreach (var (reader, secret, members) in new[] { (Reader.Anonymous, false, false), (Reader.Registered, false, true), (Reader.Curator, true, true) })
        {
            var all = index.Search(Query("tram", reader));
            Assert.Equal(secret, all.Hits.Any(h => h.Id == "secret"));
            Assert.Equal(members, all.Hits.Any(h => h.Id == "members"));
            Assert.Equal(2 + (secret ? 1 : 0) + (members ? 1 : 0), all.Total);
            Assert.Equal(secret, all.Facets[Facets.Place].Any(f => f.Value == "atlantis"));
            Assert.Equal(members, all.Facets[Facets.Place].Any(f => f.Value == "utopia"));
            Assert.Equal(secret ? 2 : 1, all.UnreadDocuments);
            Assert.Equal(secret ? 1 : 0, index.Search(Query("secretum", reader)).Total);
            Assert.Equal(secret ? [] : ["secretum"], index.Search(Query("secretum", reader)).UnmatchedWords);
            Assert.Equal(secret, index.Suggest("secr", reader, "en", 10).Count > 0);
            Assert.Equal(secret, index.Suggest("nemo", reader, "en", 10).Count > 0);
            Assert.Equal(secret, index.Suggest("atlan", reader, "en", 10).Count > 0);
            Assert.Equal(secret, index.Similar("turin", reader, 10).Any(h => h.Id == "secret"));
            Assert.Equal(secret, index.Similar("secret", reader, 10).Count > 0);
            Assert.Equal(secret, index.Search(Query("secretun", reader)).Suggestion == "secretum" || secret);
            Assert.Equal(secret ? 1 : 0, index.Search(Query("place:atlantis", reader)).Total);
        }
    }

    [Fact]
    public void Facets_count_the_documents_that_were_found()
    {
        var facets = Archive().Search(Query("tram")).Facets;

        Assert.Equal(Facets.Shown.Order(), facets.Keys.Order());
        Assert.Equal(new FacetCount("mobility", "Mobility", 2), Assert.Single(facets[Facets.Theme], f => f.Value == "mobility"));
        Assert.Equal([("bologna", 1L), ("torino", 1L)], facets[Facets.Place].Select(f => (f.Value, f.Count)));
        Assert.Equal("Turin", facets[Facets.Place].Single(f => f.Value == "torino").Label);
        Assert.Equal([("2018", 1L), ("2020", 1L)], facets[Facets.Year].Select(f => (f.Value, f.Count)).Order());
        Assert.DoesNotContain(facets[Facets.Language], f => f.Value == "fr");
    }

    [Theory]
    [InlineData(Facets.Place, "torino", "turin")]
    [InlineData(Facets.Theme, "mobility", "bologna turin")]
    [InlineData(Facets.Language, "fr,it", "bologna paris")]
    [InlineData(Facets.Year, "2020", "turin")]
    [InlineData(Facets.Year, "2019..2022", "paris turin")]
    [InlineData(Facets.Format, "pdf", "paris turin")]
    [InlineData(Facets.Collection, "Urban studies", "bologna")]
    [InlineData(Facets.Account, "unread", "paris")]
    [InlineData(Facets.Account, "ocr", "")]
    public void A_filter_narrows_the_answer(string facet, string values, string ids)
    {
        var request = Query("") with { Filters = new Dictionary<string, IReadOnlyList<string>> { [facet] = values.Split(',') } };

        var result = Archive().Search(request);

        Assert.Equal(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries), result.Hits.Select(h => h.Id).Order(StringComparer.Ordinal));
        Assert.Equal(result.Hits.Count, result.Total);
    }

    [Fact]
    public void Changes_show_after_the_commit_and_not_before()
    {
        var index = Archive();
        index.Put(Sample.Document("new", "fresh asphalt"));
        index.Remove("turin");
        index.Put(Sample.Document("paris", "replaced wholly"));
        Assert.Empty(Found(index, "asphalt"));
        Assert.Equal(["turin"], Found(index, "depot"));

        index.Commit();

        Assert.Equal(["new"], Found(index, "asphalt"));
        Assert.Empty(Found(index, "depot"));
        Assert.Empty(Found(index, "logement"));
        Assert.Equal(["paris"], Found(index, "wholly"));
        Assert.Equal(["bologna", "new", "paris", "shanghai"], index.Ids().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_last_of_several_changes_of_one_document_holds()
    {
        var index = With(Sample.Document("a", "one"), Sample.Document("a", "two") with { Revision = 7 });
        Assert.Equal(7, Assert.Single(index.Ids()).Value);
        Assert.Equal(["a"], Found(index, "two"));
        Assert.Empty(Found(index, "one"));
    }

    [Fact]
    public void Everything_can_be_replaced_at_once()
    {
        var index = Archive();

        index.ReplaceAll([Sample.Document("only", "one thing")]);

        Assert.Equal("only", Assert.Single(index.Ids()).Key);
        Assert.False(index.NeedsRebuild);
        Assert.Equal(["only"], Found(index, "thing"));
        index.Put(Sample.Document("more", "another thing"));
        index.Commit();
        Assert.Equal(["more", "only"], Found(index, "thing"));
    }

    [Fact]
    public void Pages_of_an_answer_follow_each_other_without_gap_or_repetition()
    {
        var index = With([.. Enumerable.Range(0, 23).Select(i => Sample.Document($"d{i:00}", "kerb " + new string('x', i + 1)))]);

        var pages = Enumerable.Range(1, 4).Select(p => index.Search(Query("kerb") with { Page = p, Size = 7 })).ToList();

        Assert.Equal([7, 7, 7, 2], pages.Select(p => p.Hits.Count));
        Assert.All(pages, p => Assert.Equal(23, p.Total));
        Assert.Equal(23, pages.SelectMany(p => p.Hits).Select(h => h.Id).Distinct().Count());
        Assert.Empty(index.Search(Query("kerb") with { Page = 1000 }).Hits);
    }

    [Fact]
    public void Documents_are_ordered_as_asked()
    {
        var index = Archive();
        string[] By(SearchOrder order) => [.. index.Search(Query("") with { Order = order }).Hits.Select(h => h.Id)];

        Assert.Equal(["paris", "turin", "bologna", "shanghai"], By(SearchOrder.YearDescending));
        Assert.Equal(["bologna", "turin", "paris", "shanghai"], By(SearchOrder.YearAscending));
        Assert.Equal(["shanghai", "paris", "bologna", "turin"], By(SearchOrder.Added));
    }

    [Fact]
    public void Documents_with_part_of_the_words_follow_and_are_marked()
    {
        var result = Archive().Search(Query("tram depot bicycles logement"));

        Assert.Equal(0, result.Total);
        Assert.Equal("turin", result.Hits[0].Id);
        Assert.All(result.Hits, h => Assert.False(h.HoldsAllWords));
    }

    [Fact]
    public void Words_nobody_wrote_are_named()
    {
        var result = Archive().Search(Query("tram zzyzx"));

        Assert.Equal(0, result.Total);
        Assert.Equal(["zzyzx"], result.UnmatchedWords);
        Assert.Empty(Archive().Search(Query("tram depot")).UnmatchedWords);
    }

    [Fact]
    public void A_hit_carries_its_record_and_the_pages_that_answer()
    {
        var hit = Assert.Single(Archive().Search(Query("bicycles depot")).Hits, h => h.HoldsAllWords);

        Assert.Equal("The tram depot", hit.Title);
        Assert.Equal(2020, hit.Year);
        Assert.Equal("en", hit.Language);
        Assert.Equal("pdf", hit.Format);
        Assert.Equal(["Anna Verdi"], hit.Authors);
        Assert.Equal([new Label("torino", "Turin")], hit.Places);
        Assert.Equal(2, hit.PageCount);
        Assert.True(hit.HasPages);
        Assert.Equal([1, 2], hit.Snippets.Select(s => s.Page).Order());
        Assert.Contains(hit.TitlePieces, p => p is { Matched: true, Text: "depot" });
        Assert.Equal(hit.Title, string.Concat(hit.TitlePieces.Select(p => p.Text)));
        Assert.Contains(hit.Snippets.Single(s => s.Page == 2).Pieces, p => p is { Matched: true, Text: "bicycles" });
    }

    [Theory]
    [InlineData("tram", "The TRAM and the tram.", 2)]
    [InlineData("citta", "La città è una città", 2)]
    [InlineData("\"tram depot\"", "tram depot", 1)]
    [InlineData("dep*", "depot, deposit", 2)]
    [InlineData("nothing", "The tram", 0)]
    [InlineData("-tram", "The tram", 0)]
    [InlineData("tram", "", 0)]
    public void Matched_words_are_marked_and_no_letter_is_lost(string query, string text, int least)
    {
        var pieces = Archive().Mark(query, text, "en");

        Assert.Equal(text, string.Concat(pieces.Select(p => p.Text)));
        Assert.True(pieces.Count(p => p.Matched) >= least);
        Assert.Equal(least > 0, pieces.Any(p => p.Matched));
        Assert.DoesNotContain(pieces, p => p.Text.Length == 0);
    }

    [Fact]
    public void Similar_documents_share_words_and_leave_the_document_out()
    {
        var similar = Archive().Similar("turin", Reader.Anonymous, 5);

        Assert.Equal("bologna", similar[0].Id);
        Assert.DoesNotContain(similar, h => h.Id == "turin");
        Assert.Empty(Archive().Similar("missing", Reader.Anonymous, 5));
    }

    [Fact]
    public void What_is_being_typed_is_completed()
    {
        var index = Archive();

        Assert.Contains(new Suggestion("The tram depot", "title"), index.Suggest("the tr", Reader.Anonymous, "en", 10));
        Assert.Contains(new Suggestion("Turin", "place"), index.Suggest("tur", Reader.Anonymous, "en", 10));
        Assert.Contains(new Suggestion("Mobility", "theme"), index.Suggest("mob", Reader.Anonymous, "en", 10));
        Assert.Contains(new Suggestion("Anna Verdi", "author"), index.Suggest("anna", Reader.Anonymous, "en", 10));
        Assert.Empty(index.Suggest("", Reader.Anonymous, "en", 10));
        Assert.Single(index.Suggest("t", Reader.Anonymous, "en", 1));
    }

    [Fact]
    public void An_empty_index_answers()
    {
        var index = With();

        Assert.Equal(0, index.Search(Query("anything")).Total);
        Assert.Equal(0, index.Search(Query("")).Total);
        Assert.Empty(index.Ids());
        Assert.Equal(0, index.Statistics().Documents);
    }

    [Fact]
    public void A_document_without_text_is_found_by_its_record() =>
        Assert.Equal(["scan"], Found(With([Sample.Document("scan") with { Title = "Regulation of parks", Pages = [], PageCount = 4, UnreadPages = 4 }]), "parks"));

    [Fact]
    public void A_search_that_is_cancelled_stops() =>
        Assert.Throws<OperationCanceledException>(() => Archive().Search(Query("tram"), new CancellationToken(true)));

    [Fact]
    public void Numbers_of_the_index_are_true()
    {
        var numbers = Archive().Statistics();

        Assert.Equal(4, numbers.Documents);
        Assert.Equal(6, numbers.Pages);
        Assert.NotEmpty(numbers.Fingerprint);
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("\ud83d \udeb2\ud83d")]
    [InlineData("((((((((((((((((((((((((((((((((a")]
    [InlineData("a~ b~ c~ *a* ?b? -*")]
    [InlineData("title: year:..")]
    [InlineData("<script>alert(1)</script>")]
    public void Anything_typed_gives_an_answer(string query)
    {
        var index = Archive();

        Assert.NotNull(index.Search(Query(query)).Hits);
        Assert.NotNull(index.Suggest(query, Reader.Anonymous, "en", 5));
        Assert.Equal("plain tram", string.Concat(index.Mark(query, "plain tram", "en").Select(p => p.Text)));
        Assert.NotNull(QueryParser.Parse(query));
    }
}
