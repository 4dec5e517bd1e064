using System.IO.Compression;

namespace KnowledgeBase.Text.Tests;

public class DetectionTests
{
    private static readonly string[] European =
        ["bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "nl", "pl", "pt", "ro", "sk", "sl", "sv"];

    [Fact]
    public void A_sentence_is_told()
    {
        var lines = SharedData.Lines("sentences.txt").ToList();
        var wrong = lines.Where(line => Merged(line[..2]) != Merged(LanguageDetector.Detect(line.AsSpan(3)).Language))
            .Select(line => $"{LanguageDetector.Detect(line.AsSpan(3))}: {line}").ToList();
        Assert.True(wrong.Count <= 0.03 * lines.Count, string.Join('\n', wrong));
    }

    [Fact]
    public void Three_sentences_are_told_exactly()
    {
        foreach (var group in SharedData.Lines("sentences.txt").GroupBy(line => line[..2]).Where(group => group.Count() == 3 && group.Key != "sr"))
        {
            Assert.Equal(group.Key, LanguageDetector.Detect(string.Join(' ', group.Select(line => line[3..]))).Language);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("12 345 — €")]
    [InlineData("\uD800 \uDFFF")]
    public void Nothing_can_be_said_of_a_text_without_letters(string text) =>
        Assert.Equal(new DetectedLanguage("und", 0), LanguageDetector.Detect(text));

    [Theory]
    [InlineData("museo", "it")]
    [InlineData("museo", "es")]
    [InlineData("transport", "nl")]
    [InlineData("transport", "fr-FR")]
    public void The_language_expected_decides_what_a_word_leaves_open(string word, string expected) =>
        Assert.Equal(expected[..2], LanguageDetector.Detect(word, expected).Language);

    [Fact]
    public void The_language_expected_does_not_outweigh_a_sentence() =>
        Assert.Equal("fr", LanguageDetector.Detect("La mairie plantera mille arbres dans les quartiers cet hiver.", "it").Language);

    [Fact]
    public void A_page_has_passages_of_another_language_only_where_there_is_no_doubt()
    {
        const string Italian = "Il comune pianterà mille alberi nei quartieri. Gli abitanti dicono che la sera gli autobus passano di rado. Per questo la giunta ha chiesto un piano. ";
        const string German = "Die Gemeinde wird tausend Bäume in den Vierteln pflanzen. Die Bewohner sagen, dass die Busse abends selten fahren. Darum hat der Ausschuss einen Plan verlangt. ";
        const string Figures = "TAV. 12 PRG 2004 MONT X X CPI LEI 12.345 X X 06/07/2019 X CNA X X X 17 ppr X X TAV. 13 PRG 2005 MONT X X 98.345 X X 06/08/2019 X CNA 1 2 3 4 5 6 7 8 9. ";
        var both = LanguageDetector.MixedPassages(Italian + Italian + German + Italian, "it");
        Assert.Equal(["it", "de", "it"], both.Select(p => p.Detected.Language));
        Assert.InRange(both[1].Start, (2 * Italian.Length) - 2, (2 * Italian.Length) + 2);
        Assert.Equal((3 * Italian.Length) + German.Length, both.Sum(p => p.Length));
        Assert.Empty(LanguageDetector.MixedPassages(Italian + Italian + Italian, "it"));
        Assert.Empty(LanguageDetector.MixedPassages(Italian + Figures + Italian + Figures, "it"));
        Assert.Empty(LanguageDetector.MixedPassages(
            German + German + "Zu den Gästen gehörten Arley Cathey, Daniel Doctoroff, CEO von Bloomberg, Brady Dougan, CEO von Credit Suisse, Joe Mansueto, Gründer von Morningstar, Thomas Ricketts und James O'Connor von William Blair and Company.", "de"));
        Assert.Empty(LanguageDetector.MixedPassages("Kurz: die Busse.", "it"));
        Assert.Empty(LanguageDetector.MixedPassages("", "it"));
    }

    [Fact]
    public void A_page_in_two_languages_is_cut_where_the_language_changes()
    {
        const string Italian = "Il comune pianterà mille alberi nei quartieri. Gli abitanti dicono che la sera gli autobus passano di rado. ";
        const string English = "The council will plant a thousand trees along the river. Residents say the buses do not run often enough.";
        var passages = LanguageDetector.Passages(Italian + English);
        Assert.Equal(["it", "en"], passages.Select(passage => passage.Detected.Language));
        Assert.InRange(passages[1].Start, Italian.Length - 2, Italian.Length + 2);
        Assert.Equal(Italian.Length + English.Length, passages.Sum(passage => passage.Length));
        Assert.Single(LanguageDetector.Passages(Italian));
        Assert.Empty(LanguageDetector.Passages(""));
    }

    [Fact]
    public void Sentences_of_the_European_languages_are_told()
    {
        if (SharedData.Folder("langid/sentences") is not { } folder)
        {
            return;
        }

        foreach (var (size, least) in new[] { (1, 0.97), (5, 0.995), (20, 1.0) })
        {
            var shares = European.Select(code => Share(Path.Combine(folder, code + ".txt.gz"), code, size)).ToList();
            Assert.True(shares.Average() >= least, $"{size} sentences: {shares.Average():P2}");
        }
    }

    private static double Share(string path, string code, int size)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var texts = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Chunk(size)
            .Where(chunk => chunk.Length == size).Select(chunk => string.Join(' ', chunk)).ToList();
        return (double)texts.Count(text => Merged(LanguageDetector.Detect(text).Language) == Merged(code)) / texts.Count;
    }

    private static string Merged(string code) => code switch { "nn" => "nb", "bs" or "sr" => "hr", _ => code };
}
