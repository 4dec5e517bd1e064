namespace KnowledgeBase.Extraction.Tests;

public sealed class Titles
{
    [Theory]
    [InlineData("Piano urbano della mobilità sostenibile", true)]
    [InlineData("Climate Action Plan 2030", true)]
    [InlineData("城市总体规划", true)]
    [InlineData("Microsoft Word - def_v7.doc", false)]
    [InlineData("untitled", false)]
    [InlineData("Sans titre 1", false)]
    [InlineData("PowerPoint Presentation", false)]
    [InlineData("Présentation PowerPoint", false)]
    [InlineData("report_final_v3", false)]
    [InlineData("C:\\Users\\x\\piano.docx", false)]
    [InlineData("piano.pdf", false)]
    [InlineData("12345-678", false)]
    [InlineData("Slide 1", false)]
    public void Leftovers_of_programs_are_no_titles(string text, bool title) => Assert.Equal(title, TitleChoice.LooksLikeTitle(text, "piano.pdf"));

    [Fact]
    public void The_program_s_name_in_front_of_a_title_goes() =>
        Assert.Equal("Relazione annuale 2023", TitleChoice.Choose(new() { Title = "Microsoft Word - Relazione annuale 2023" }, [], "x.pdf"));

    [Fact]
    public void The_largest_line_stands_in_for_a_useless_title() =>
        Assert.Equal("Un piano per il clima", TitleChoice.Choose(new() { Title = "def_v7.doc", LargestLine = "Un piano  per il clima" }, [], "x.pdf"));

    [Theory]
    [InlineData("EXHIBIT A|ORDINANCE NO. XVI|AN ORDINANCE ON PARKS|A Park Council is hereby established.|It has three members.|They serve for two years.", 10, 10, "EXHIBIT A ORDINANCE NO. XVI AN ORDINANCE ON PARKS")]
    [InlineData("Comune di Torino|Piano degli alberi|della citt\u00E0|Il piano dice dove.|Il piano dice quando.|Il piano dice come.|Fine del piano.", 20, 10, "Piano degli alberi della citt\u00E0")]
    [InlineData("Il piano dice dove.|Il piano dice quando.|Il piano dice come.", 10, 10, null)]
    public void The_title_of_a_scan_stands_in_large_letters_or_in_capitals(string lines, int large, int small, string? title)
    {
        var words = lines.Split('|').SelectMany((line, row) => line.Split(' ').Select((word, column) =>
            (new WordBox(word, 50 + (column * 60), 40 + (row * 30), 100 + (column * 60), 40 + (row * 30) + (row is 1 or 2 ? large : small)), 0.9)));
        Assert.Equal(title, Worker.Ocr.OcrTitle.Of(OcrWords.Of(600, 800, [.. words])));
    }
}
