namespace KnowledgeBase.Extraction;

/// <summary>Gathers a reading in memory, for callers who want it as a whole.</summary>
internal sealed class ReadingList : IReadingSink
{
    private readonly List<ExtractedPage> pages = [];
    private readonly List<HiddenPassage> hidden = [];
    private readonly List<string> more = [];

    public void Restart()
    {
        pages.Clear();
        hidden.Clear();
        more.Clear();
    }

    public void Add(ExtractedPage page)
    {
        if (pages is [.., var last] && last.Number == page.Number)
        {
            more.Add(page.Text);
            return;
        }

        JoinLast();
        pages.Add(page);
    }

    public void Add(HiddenPassage passage) => hidden.Add(passage);

    /// <summary>The result with all that was gathered.</summary>
    public ExtractionResult Complete(ExtractionResult result)
    {
        JoinLast();
        return result with { Pages = pages, Hidden = hidden };
    }

    private void JoinLast()
    {
        if (more.Count > 0)
        {
            pages[^1] = pages[^1] with { Text = string.Concat(more.Prepend(pages[^1].Text)) };
            more.Clear();
        }
    }
}
