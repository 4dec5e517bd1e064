using KnowledgeBase.Ingestion;
using KnowledgeBase.Search;
using KnowledgeBase.Web.Documents;

namespace KnowledgeBase.Site.Tests.Api;

public sealed class PageMarks
{
    [Fact]
    public void A_word_parted_at_a_lines_end_is_marked_in_both_its_halves()
    {
        var plan = new PagePlan(600, 800, [Word("The", 10, 10), Word("mobi-", 500, 10), Word("lity", 10, 30), Word("plan", 60, 30), Word("well-", 500, 30), Word("known", 560, 30)]);
        string? asked = null;
        var marked = WordMarks.Of(plan, text =>
        {
            asked = text;
            return [new("The ", false), new("mobility", true), new(" plan well- ", false), new("known", true)];
        });
        Assert.Equal("The mobility plan well- known", asked);
        Assert.Equal(["mobi-", "lity", "known"], marked.Select(w => w.Text));
    }

    private static PlacedWord Word(string text, double left, double top) => new(text, left, top, left + 40, top + 12);
}
