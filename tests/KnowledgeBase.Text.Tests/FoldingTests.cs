using KnowledgeBase.Text.Folding;

namespace KnowledgeBase.Text.Tests;

public class FoldingTests
{
    [Fact]
    public void A_text_folded_in_one_pass_is_the_text_in_lower_case_folded()
    {
        var folding = new Folding.TextFolding();
        var random = new Random(3);
        var all = string.Concat(Enumerable.Range(0, 0x10000).Select(c => (char)c));
        string[] texts = [all, all, "", "L'\u00c9T\u00c9 \"Stra\u00dfe\"", "\ud801\udc00\ud800 \udc00", .. Enumerable.Range(0, 200).Select(n => new string(random.GetItems<char>(all, n)))];
        foreach (var text in texts)
        {
            Assert.Equal(Folding.WordFolding.Fold(text.ToLowerInvariant()), folding.Fold(text).ToString());
        }
    }

    [Theory]
    [InlineData("Straße", "straße", "strasse")]
    [InlineData("STRASSE", "strasse", "strasse")]
    [InlineData("Città", "città", "citta")]
    [InlineData("Citta\u0300", "città", "citta")]
    [InlineData("ŁÓDŹ", "łódź", "lodz")]
    [InlineData("Đorđe", "đorđe", "dorde")]
    [InlineData("København", "københavn", "kobenhavn")]
    [InlineData("Ærø", "ærø", "aero")]
    [InlineData("œuvre", "œuvre", "oeuvre")]
    [InlineData("Þingvellir", "þingvellir", "thingvellir")]
    [InlineData("Ħamrun", "ħamrun", "hamrun")]
    [InlineData("Ισχύς", "ισχύς", "ισχυσ")]
    [InlineData("ΙΣΧΥΣ", "ισχυσ", "ισχυσ")]
    [InlineData("προϋπολογισμός", "προϋπολογισμός", "προυπολογισμοσ")]
    [InlineData("Ёлка", "ёлка", "елка")]
    [InlineData("мой", "мой", "мой")]
    [InlineData("Україна", "україна", "україна")]
    [InlineData("ґрунт", "ґрунт", "грунт")]
    [InlineData("за́мок", "за́мок", "замок")]
    [InlineData("ﬁnanza", "finanza", "finanza")]
    [InlineData("ＡＢＣ１２", "abc12", "abc12")]
    [InlineData("co\u00ADmu\u00ADne", "comune", "comune")]
    [InlineData("مُحَمَّد", "مُحَمَّد", "محمد")]
    [InlineData("مـــدينة", "مدينة", "مدينه")]
    [InlineData("أحمد", "أحمد", "احمد")]
    [InlineData("على", "على", "علي")]
    [InlineData("کتاب‌های", "کتابهای", "كتابهاي")]
    [InlineData("שָׁלוֹם", "שָׁלוֹם", "שלום")]
    [InlineData("क़लम", "क़लम", "कलम")]
    [InlineData("गाँव", "गाँव", "गांव")]
    [InlineData("गांव", "गांव", "गांव")]
    [InlineData("ｶﾞｲﾄﾞ", "ガイド", "ガイド")]
    [InlineData("がく", "がく", "がく")]
    [InlineData("規劃", "規劃", "规划")]
    [InlineData("图書館", "图書館", "图书馆")]
    [InlineData("駅", "駅", "駅")]
    [InlineData("٢٠٣٠", "٢٠٣٠", "2030")]
    [InlineData("Tiếng", "tiếng", "tieng")]
    [InlineData("Được", "được", "duoc")]
    [InlineData("İzmir", "izmir", "izmir")]
    [InlineData("șț", "șț", "st")]
    public void A_word_has_an_exact_and_a_folded_form(string word, string exact, string folded)
    {
        Assert.Equal(exact.Normalize(System.Text.NormalizationForm.FormKC), WordFolding.Exact(word));
        Assert.Equal(folded.Normalize(System.Text.NormalizationForm.FormC), WordFolding.Fold(WordFolding.Exact(word)));
    }

    [Fact]
    public void Turkish_has_two_letters_i()
    {
        Assert.Equal("ışık", WordFolding.Exact("IŞIK", turkic: true));
        Assert.Equal("isik", WordFolding.Fold("ışık"));
        Assert.Equal("isik", WordFolding.Fold(WordFolding.Exact("IŞIK")));
    }

    [Fact]
    public void Folding_twice_changes_nothing_more()
    {
        for (var c = ' '; c < 0xD800; c++)
        {
            var once = WordFolding.Fold(WordFolding.Exact(c.ToString()));
            Assert.Equal(once, WordFolding.Fold(WordFolding.Exact(once)));
        }
    }

    [Theory]
    [InlineData("l'eau", "eau")]
    [InlineData("L’Aquila", "aquila")]
    [InlineData("dell'acqua", "acqua")]
    [InlineData("qu'il", "il")]
    [InlineData("jusqu'aujourd'hui", "aujourdhui")]
    [InlineData("l'autorità", "autorita")]
    [InlineData("d'ith", "ith")]
    [InlineData("b'fhéidir", "fheidir")]
    [InlineData("city's", "city")]
    [InlineData("O'Brien", "obrien")]
    [InlineData("aujourd'hui", "aujourdhui")]
    [InlineData("п'ять", "пять")]
    [InlineData("м’яч", "мяч")]
    public void An_elided_article_is_no_part_of_the_word(string text, string expected) => Assert.Equal(expected, Analysed.Folded(text));

    [Fact]
    public void A_word_typed_with_its_accents_can_rank_above_one_without()
    {
        Assert.Equal("\u001ecittà", IndexTerm.Exact(Analysed.Document("Città")[0]));
        Assert.Null(IndexTerm.Exact(Analysed.Document("citta")[0]));
        Assert.Equal("\u001ecittà", IndexTerm.Exact(Analysed.Query("CITTÀ")[0]));
        Assert.False(IndexTerm.IsWord("\u001ecittà"));
        Assert.False(IndexTerm.IsWord(IndexTerm.Stem("it", "citt")));
        Assert.True(IndexTerm.IsWord("citta"));
    }
}
