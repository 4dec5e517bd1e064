using System.Collections;
using KnowledgeBase.Catalogue;
using KnowledgeBase.Extraction;
using KnowledgeBase.Ingestion.Stores;

namespace KnowledgeBase.Ingestion;

/// <summary>The pages of a document in order. A page's text is read from the store each time the page is asked for. Not safe for several threads.</summary>
public sealed class PageTexts : IReadOnlyList<PageContent>, IDisposable
{
    private readonly StoredText? text;

    internal PageTexts(StoredText? text)
    {
        this.text = text;
        Numbers = text is null ? [] : [.. text.Pages.Select(p => p.Number)];
    }

    public int Count => Numbers.Count;

    /// <summary>The number of each page.</summary>
    public IReadOnlyList<int> Numbers { get; }

    /// <summary>The page at a place in the list, from 0.</summary>
    public PageContent this[int index]
    {
        get
        {
            var page = text!.Pages[index];
            return new PageContent(page.Number, page.Label ?? "", text.TextOf(page), page.Language, StateOf(page.Outcome), page.Reason ?? "");
        }
    }

    /// <summary>Where the page of a number stands in the list; null when there is none.</summary>
    public int? IndexOf(int number)
    {
        for (var i = 0; i < Count; i++)
        {
            if (Numbers[i] == number)
            {
                return i;
            }
        }

        return null;
    }

    public IEnumerator<PageContent> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() => text?.Dispose();

    private static PageState StateOf(PageOutcome outcome) => outcome switch
    {
        PageOutcome.Text => PageState.Text,
        PageOutcome.Ocr => PageState.Ocr,
        PageOutcome.Empty => PageState.Empty,
        _ => PageState.Failed,
    };
}
