using FsCheck;
using FsCheck.Fluent;
using KnowledgeBase.Text.Structure;

namespace KnowledgeBase.Text.Tests;

public class HeadingTests
{
    private const string Paragraph = "The council will plant a thousand trees along the river, and the residents of the three quarters on its banks are asked\nto say which of the old ones should stay.";

    private static string[] In(string text, params string[] marked) => [.. HeadingLines.Find(text, marked).Select(h => text[h.Start..h.End])];

    [Theory]
    [InlineData("Green spaces")]
    [InlineData("3.2 Green spaces")]
    [InlineData("GREEN SPACES")]
    [InlineData("Where are trees planted?")]
    [InlineData("Green spaces along the river\nand in the three quarters")]
    [InlineData("Зелёные насаждения")]
    [InlineData("緑地の整備")]
    public void A_line_apart_above_a_paragraph_is_a_heading(string heading) =>
        Assert.Equal([heading], In($"Page 7\n\n  {heading}  \n\n{Paragraph}\n"));

    [Theory]
    [InlineData("This is said in one line.")]
    [InlineData("and goes on below")]
    [InlineData("• a point of a list")]
    [InlineData("12.05.2020 / 34")]
    [InlineData("One\nTwo\nThree")]
    [InlineData("A line that is longer than any heading would be, because it says what is done, by whom, when and why, and then it says more of it")]
    public void Other_lines_are_not(string line) => Assert.Empty(In($"{line}\n\n{Paragraph}"));

    [Fact]
    public void A_row_of_cells_has_no_heading() => Assert.Empty(In("Trees\n\nTown\n\nYear\n\nTorino\n\n2006\n\nRoma\n\n2007"));

    [Fact]
    public void What_the_format_marks_is_believed_alone() =>
        Assert.Equal(["Trees,", "The  river."], In($"Trees,\n{Paragraph}\n\nLooks like one\n\n{Paragraph}\n The  river. \n{Paragraph}", "Trees,", "The river."));

    [Fact]
    public void Of_any_text_headings_are_lines_in_order() => Prop.ForAll(
        Gen.Elements("\n", "\n\n", " ", "Aa", "a", "1.", "。", "\uD800", "é", Paragraph).ArrayOf().Select(string.Concat).ToArbitrary(),
        text =>
        {
            var end = 0;
            foreach (var heading in HeadingLines.Find(text, []))
            {
                Assert.InRange(heading.Start, end, text.Length);
                Assert.InRange(heading.End, heading.Start + 1, text.Length);
                Assert.Equal(text[heading.Start..heading.End].Trim(), text[heading.Start..heading.End]);
                end = heading.End;
            }
        }).QuickCheckThrowOnFailure();
}
