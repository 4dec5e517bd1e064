namespace KnowledgeBase.Text.Tests;

/// <summary>Which words are the same word, by the grammar of each language.</summary>
public class ConflationTests
{
    // A stemmer is a rule of thumb: this share of the pairs must come out right in every language.
    private const double LeastRight = 0.85;

    public static TheoryData<string> Languages() => [.. SharedData.Lines("conflation.txt").Select(line => line[..2]).Distinct()];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Inflected_forms_are_one_word_and_look_alikes_are_not(string language)
    {
        var pairs = SharedData.Lines("conflation.txt").Select(line => line.Split(' ')).Where(cells => cells[0] == language).ToList();
        Assert.True(pairs.Count >= 30);
        var wrong = pairs.Where(cells => Analysed.Finds(cells[2], cells[3], language) != (cells[1] == "="))
            .Select(cells => $"{cells[2]} {cells[1]} {cells[3]}").ToList();
        Assert.True(pairs.Count - wrong.Count >= LeastRight * pairs.Count, $"{language}: {string.Join(", ", wrong)}");
    }

    [Theory]
    [InlineData("en", "transport", "transports")]
    [InlineData("en", "transports", "transport")]
    public void A_word_that_is_its_own_stem_finds_its_forms_and_is_found_by_them(string language, string query, string text) =>
        Assert.True(Analysed.Finds(query, text, language));

    [Fact]
    public void A_query_finds_the_forms_of_several_languages()
    {
        var query = Analysed.Query("trasporti", QueryUse.Words, "it", "pt", "de")[0];
        Assert.Contains(IndexTerm.Stem("it", "trasport"), query.Inflected);
        Assert.Equal(query.Inflected.Count, query.Inflected.Distinct().Count());
        Assert.DoesNotContain(query.Folded, query.Inflected);
    }

    [Fact]
    public void Serbian_in_either_script_and_Croatian_share_their_stems()
    {
        var cyrillic = Analysed.Document("градови", "sr")[0].Stem;
        Assert.NotNull(cyrillic);
        Assert.Equal(cyrillic, Analysed.Document("gradovi", "hr")[0].Stem);
        Assert.Equal(cyrillic, Analysed.Document("gradovi", "bs")[0].Stem);
    }

    [Theory]
    [InlineData("no", "nb")]
    [InlineData("pt-BR", "pt")]
    [InlineData("ITA", "it")]
    [InlineData("sr-Latn", "sr")]
    public void A_declared_language_is_understood_in_its_longer_forms(string declared, string code) =>
        Assert.Equal(Analysed.Document("bibliotekene cidades trasporti gradovi", code), Analysed.Document("bibliotekene cidades trasporti gradovi", declared));

    [Fact]
    public void Figures_and_codes_have_no_stem() =>
        Assert.All(Analysed.Document("2030s PM10s 640", "en"), token => Assert.Null(token.Stem));

    [Fact]
    public void Pieces_cover_a_word()
    {
        var pieces = new List<string>();
        CharacterNGrams.Add("strade", 4, pieces);
        CharacterNGrams.Add("via", 4, pieces);
        Assert.Equal(["stra", "trad", "rade", "via"], pieces);
        Assert.Equal(0, CharacterNGrams.LengthFor("zh"));
        Assert.Equal(4, CharacterNGrams.LengthFor("und"));
    }

    [Theory]
    [InlineData("城市", "城 市")]
    [InlineData("市", "市")]
    [InlineData("strade", "")]
    public void A_word_of_a_script_indexed_by_pairs_has_parts_that_stand_in_the_text(string word, string parts)
    {
        var into = new List<string>();
        CharacterNGrams.AddParts(word, into);
        var terms = Analysed.Document(word, "und").Select(t => t.Folded).ToHashSet();
        Assert.All(into, part => Assert.Contains(part, terms));
        Assert.Equal(parts, string.Join(' ', into));
    }

    [Fact]
    public void A_Thai_word_has_its_pairs_of_clusters()
    {
        var into = new List<string>();
        CharacterNGrams.AddParts("เมือง", into);
        Assert.NotEmpty(into);
        Assert.Subset(Analysed.Document("เมือง", "th").Select(t => t.Folded).ToHashSet(), into.ToHashSet());
    }

    [Fact]
    public void Languages_have_names_for_readers()
    {
        Assert.Equal("français", LanguageNames.Native("fr"));
        Assert.Equal("francese", LanguageNames.In("fr", "it"));
        Assert.Equal("French", LanguageNames.In("fr", "en"));
        Assert.Equal("xx", LanguageNames.In("xx", "en"));
    }

    [Fact]
    public void The_fingerprint_is_short_and_the_same_every_time()
    {
        Assert.Matches("^[0-9a-f]{16}$", AnalysisFingerprint.Current);
        Assert.Equal(AnalysisFingerprint.Current, AnalysisFingerprint.Current);
    }
}
