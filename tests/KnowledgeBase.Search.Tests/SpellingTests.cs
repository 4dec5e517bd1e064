using KnowledgeBase.Search.Embedded;

namespace KnowledgeBase.Search.Tests;

public sealed class SpellingTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("kb-spelling-").FullName;
    private readonly EmbeddedSearchIndex _index;

    public SpellingTests()
    {
        _index = EmbeddedSearchIndex.Open(Path.Combine(_root, "lucene"));
        _index.Put(Of("en", "en", "The government builds a harbour for the citizens"));
        _index.Put(Of("it1", "it", "Il governo costruisce un porto, e il governo paga"));
        _index.Put(Of("it2", "it", "Il governo discute"));
        _index.Put(Of("pt", "pt", "O governa é do porto"));
        _index.Put(Of("draft", "en", "Quicksilver is kept apart") with { Visibility = Visibility.Draft });
        _index.Commit();
    }

    public void Dispose()
    {
        _index.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private static IndexedDocument Of(string id, string language, string text) =>
        Sample.Document(id) with { Title = "", Language = language, Pages = [new IndexedPage(1, text, language)] };

    [Theory]
    [InlineData("harbuor", "harbour")]
    [InlineData("arbour", "harbour")]
    [InlineData("sitizens", "citizens")]
    [InlineData("citizensx", "citizens")]
    [InlineData("governmnet the harbour", "government the harbour")]
    public void A_slip_is_put_right_wherever_it_is(string typed, string meant) =>
        Assert.Equal(meant, _index.Search(new SearchRequest { Query = typed, Language = "en" }).Suggestion);

    [Fact]
    public void A_word_of_the_readers_language_comes_first() =>
        Assert.Equal("governo", _index.Search(new SearchRequest { Query = "governp", Language = "it" }).Suggestion);

    [Fact]
    public void A_word_that_only_other_languages_have_is_doubted_and_one_that_is_established_is_not()
    {
        for (var i = 0; i < 5; i++)
        {
            _index.Put(Of("plan" + i, "en", "The harbour is planned. Museum and harbour."));
            _index.Put(Of("amt" + i, "pt", "O planner decide. Museum, museu."));
        }

        _index.Put(Of("pt1", "pt", "O harbor e o porto"));
        _index.Commit();

        Assert.Equal("harbour", _index.Search(new SearchRequest { Query = "harbor", Language = "en" }).Suggestion);
        Assert.Null(_index.Search(new SearchRequest { Query = "harbor", Language = "pt" }).Suggestion);
        Assert.Null(_index.Search(new SearchRequest { Query = "planned", Language = "en" }).Suggestion);
        Assert.Null(_index.Search(new SearchRequest { Query = "planner", Language = "pt" }).Suggestion);
    }

    [Theory]
    [InlineData("ttable", "table")]
    [InlineData("tabe", "table")]
    [InlineData("tabel", "table")]
    [InlineData("tabke", "table")]
    public void The_slip_that_is_easily_made_decides(string typed, string meant)
    {
        _index.Put(Of("tab", "en", "One table, two stable stables, rabe rabe tube tube tubke tubke"));
        _index.Commit();

        Assert.Equal(meant, _index.Search(new SearchRequest { Query = typed, Language = "en" }).Suggestion);
    }

    [Fact]
    public void A_letter_of_another_script_is_a_slip_wherever_it_stands()
    {
        _index.Put(Of("tab", "en", "One table"));
        _index.Commit();

        Assert.Equal("table", _index.Search(new SearchRequest { Query = "tabl\u0435", Language = "en" }).Suggestion);
        Assert.Equal("table", _index.Search(new SearchRequest { Query = "\u0442able", Language = "en" }).Suggestion);
    }

    [Fact]
    public void A_stem_that_is_little_of_the_word_hardly_vouches_for_it()
    {
        _index.Put(Of("he", "he", "דור. לכאורה לכאורה, לכאורה לכאורה. לכאורה"));
        _index.Commit();

        Assert.Equal("לכאורה", _index.Search(new SearchRequest { Query = "לכדורה", Language = "he" }).Suggestion);
    }

    [Theory]
    [InlineData("We paint", null)]
    [InlineData("We draw", "pointed")]
    public void A_stem_that_is_most_of_the_word_vouches_for_it(string other, string? proposed)
    {
        _index.Put(Of("point", "en", "Pointed and pointed, pointed or pointed; pointed"));
        _index.Put(Of("other", "en", other));
        _index.Commit();

        Assert.Equal(proposed, _index.Search(new SearchRequest { Query = "painted", Language = "en" }).Suggestion);
    }

    [Fact]
    public void Another_form_of_the_same_word_is_hardly_proposed()
    {
        _index.Put(Of("plural", "en", "Theatres beside theatres"));
        _index.Commit();

        Assert.Null(_index.Search(new SearchRequest { Query = "theatre", Language = "en" }).Suggestion);
        Assert.Equal("theatres", _index.Search(new SearchRequest { Query = "thaetres", Language = "en" }).Suggestion);
    }

    [Theory]
    [InlineData("harbour")]
    [InlineData("zzzzzzzz")]
    [InlineData("quicksilvr")]
    [InlineData("1234567")]
    public void What_is_right_or_hidden_or_like_nothing_is_left_alone(string typed) =>
        Assert.Null(_index.Search(new SearchRequest { Query = typed, Language = "en" }).Suggestion);
}
