namespace KnowledgeBase.Text.Tests;

public class SegmentationTests
{
    [Theory]
    [InlineData("COM(2019) 640", "com 2019 640")]
    [InlineData("l'U.E. e la U.S.A.", "ue e la usa")]
    [InlineData("S.p.A. e d.lgs. 42/2004", "spa e d lgs 42 2004")]
    [InlineData("Agenda 2030", "agenda 2030")]
    [InlineData("12.05.2020", "12.05 2020")]
    [InlineData("2020-05-12", "2020 05 12")]
    [InlineData("1.234,56 €/m²", "1.234,56 € m2")]
    [InlineData("PM2.5 und CO₂", "pm2.5 und co2")]
    [InlineData("info@comune.torino.it", "info comune torino it")]
    [InlineData("https://example.org/piano_2030.pdf", "https example org piano 2030 pdf")]
    [InlineData("e-mail", "e mail")]
    [InlineData("don't o’clock", "dont oclock")]
    [InlineData("1'000", "1000")]
    [InlineData("2030년까지", "2030 년까지")]
    [InlineData("צה\"ל בע״מ", "צהל בעמ")]
    [InlineData("col·laboració", "collaboracio")]
    [InlineData("", "")]
    [InlineData("… — ©", "")]
    public void Words_and_codes_are_cut_as_they_are_looked_for(string text, string expected) =>
        Assert.Equal(expected, Analysed.Folded(text));

    [Fact]
    public void A_token_says_where_it_stands_in_the_source()
    {
        const string Text = "Dell'amministrazione, ﬁnalmente";
        var tokens = Analysed.Document(Text, "it");
        Assert.Equal(["amministrazione", "ﬁnalmente"], tokens.Select(token => Text.Substring(token.Start, token.Length)));
        Assert.Equal("finalmente", tokens[1].Exact);
    }

    [Theory]
    [InlineData("il tras-\nporto pubblico")]
    [InlineData("il tras-  \r\n   porto pubblico")]
    [InlineData("il tras\u00AD\nporto pubblico")]
    public void A_word_broken_at_the_end_of_a_line_is_whole(string text)
    {
        Assert.True(Analysed.FindsPhrase("il trasporto pubblico", text, "it"));
        Assert.Contains(Analysed.Document(text, "it"), token => token.Stem == IndexTerm.Stem("it", "trasport"));
    }

    [Fact]
    public void Both_parts_of_a_compound_broken_at_the_end_of_a_line_are_found_too() =>
        Assert.True(Analysed.Finds("private", "a public-\nprivate partnership", "en"));

    [Theory]
    [InlineData("Rossi-\nBianchi")]
    [InlineData("1999-\n2004")]
    public void A_hyphen_before_a_capital_or_a_figure_does_not_join(string text) => Assert.Equal(2, Analysed.Document(text).Count);

    [Theory]
    [InlineData("zh", "中国城市可持续发展战略规划由市政府制定")]
    [InlineData("ja", "東京都の都市計画マスタープランに基づく政策")]
    [InlineData("th", "การพัฒนาเมืองอย่างยั่งยืนในกรุงเทพมหานคร")]
    [InlineData("km", "ការអភិវឌ្ឍទីក្រុងប្រកបដោយចីរភាព")]
    public void A_phrase_matches_at_any_character(string language, string text)
    {
        var elements = System.Globalization.StringInfo.ParseCombiningCharacters(text);
        for (var first = 0; first < elements.Length; first++)
        {
            for (var last = first + 1; last < elements.Length; last++)
            {
                var phrase = text[elements[first]..elements[last]];
                if (language is "zh" or "ja" || last - first > 1)
                {
                    Assert.True(Analysed.FindsPhrase(phrase, text, language), phrase);
                }
            }
        }
    }

    [Fact]
    public void A_phrase_does_not_match_characters_in_another_order() =>
        Assert.False(Analysed.FindsPhrase("规划城市", "城市规划与城市", "zh"));

    [Fact]
    public void A_phrase_runs_on_from_characters_to_words() =>
        Assert.True(Analysed.FindsPhrase("发展 Agenda 2030 目标", "可持续发展Agenda 2030目标", "zh"));

    [Fact]
    public void A_question_in_simplified_characters_finds_traditional_ones() =>
        Assert.True(Analysed.FindsPhrase("城市规划", "本市城市規劃", "zh"));

    [Fact]
    public void Thai_words_are_cut_by_the_dictionary()
    {
        const string Text = "การพัฒนาเมืองอย่างยั่งยืน";
        var words = Analysed.Document(Text, "th").Where(token => token.Kind == TokenKind.Word).Select(token => token.Folded);
        Assert.Equal(["การ", "พัฒนา", "เมือง", "อย่าง", "ยั่งยืน"], words);
        Assert.True(Analysed.Finds("เมือง", Text, "th"));
    }

    [Fact]
    public void Positions_are_the_same_whatever_language_a_page_is_taken_for()
    {
        const string Text = "L'eau de l'Unione, qu'il l’aigua d'ith Ankara'nın 城市规划 การพัฒนา 2.5 °C";
        var positions = LanguageNames.Codes.Select(code => string.Join(' ', Analysed.Document(Text, code).Select(token => $"{token.Start}+{token.PositionIncrement}")));
        Assert.Single(positions.Distinct());
    }

    [Fact]
    public void Tokens_of_a_query_that_stand_together_are_glued()
    {
        Assert.Equal([false, true, true], Analysed.Query("comune.torino.it").Select(token => token.Glued));
        Assert.Equal([false, false], Analysed.Query("piano strategico").Select(token => token.Glued));
        Assert.Equal([false, true, true], Analysed.Query("城市规划").Select(token => token.Glued));
    }
}
